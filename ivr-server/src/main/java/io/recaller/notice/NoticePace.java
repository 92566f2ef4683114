package io.recaller.notice;

import io.recaller.db.Tx;
import io.recaller.message.UnaskedMessages;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells customers no faster than doors send: where many notices wait to be sent already, the next
 * ones are looked at later. What is written down waits in line with answers, and cannot be told by
 * another way any more. Any thread.
 */
final class NoticePace {
    /** A door that sends thirty a second is idle at no time. */
    static final int MOST_QUEUED = 300;

    private static final Duration SOONEST = Duration.ofSeconds(30);
    private static final Duration EACH = Duration.ofMillis(50);
    private static final Duration LATEST = Duration.ofMinutes(10);

    private final UnaskedMessages unasked = new UnaskedMessages();
    private final int most;
    private final Map<String, Integer> queued = new ConcurrentHashMap<>();
    private final Map<String, Integer> putOff = new ConcurrentHashMap<>();

    /**
     * @param most notices that wait to be sent by one gateway
     */
    NoticePace(int most) {
        this.most = most;
    }

    /** How many wait now. */
    void look(Tx tx) {
        var found = unasked.queued(tx);
        queued.clear();
        queued.putAll(found);
        putOff.keySet().removeIf(door -> queued.containsKey(door) && !isFull(door));
    }

    /** One more waits. */
    void told(String gateway) {
        queued.merge(gateway, 1, Integer::sum);
    }

    boolean isFull(String gateway) {
        return queued.getOrDefault(gateway, 0) >= most;
    }

    /** A door that was not counted takes one. */
    void goesOn(String door) {
        putOff.remove(door);
    }

    /** How long the next one waits for a full gateway: not all are looked at again at once. */
    Duration putOff(String gateway) {
        var wait = SOONEST.plus(EACH.multipliedBy(putOff.merge(gateway, 1, Integer::sum)));
        return wait.compareTo(LATEST) < 0 ? wait : LATEST;
    }
}
