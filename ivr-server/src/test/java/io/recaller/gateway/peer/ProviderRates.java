package io.recaller.gateway.peer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * As many calls a second as a provider takes, of all and of one peer; who comes too early is told
 * when to come again, and it is noted who does not keep to that. By its own lock.
 */
public final class ProviderRates {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int ofAll;
    private final int ofEach;
    private final Duration wait;

    // Guarded by this.
    private final Deque<Long> taken = new ArrayDeque<>();
    private final Map<String, Deque<Long>> takenOf = new HashMap<>();
    private final Map<String, Long> until = new HashMap<>();
    private int refusedOfAll;
    private int refusedOfEach;
    private int early;

    /**
     * A provider's.
     *
     * @param wait what is told to whoever comes too early
     */
    public ProviderRates(int ofAll, int ofEach, Duration wait) {
        this.ofAll = ofAll;
        this.ofEach = ofEach;
        this.wait = wait;
    }

    /** How long to wait; empty: it is taken. */
    public synchronized Optional<Duration> refusal(String peer) {
        var now = System.nanoTime();
        var its = takenOf.computeIfAbsent(peer, _ -> new ArrayDeque<>());
        forget(taken, now);
        forget(its, now);
        early += now < until.getOrDefault(peer, now) ? 1 : 0;
        if (taken.size() < ofAll && its.size() < ofEach) {
            taken.add(now);
            its.add(now);
            return Optional.empty();
        }
        refusedOfAll += taken.size() < ofAll ? 0 : 1;
        refusedOfEach += its.size() < ofEach ? 0 : 1;
        until.put(peer, now + wait.toNanos());
        return Optional.of(wait);
    }

    private static void forget(Deque<Long> calls, long now) {
        while (!calls.isEmpty() && calls.getFirst() <= now - SECOND) {
            calls.removeFirst();
        }
    }

    /** How often there were too many of all. */
    public synchronized int refusedOfAll() {
        return refusedOfAll;
    }

    public synchronized int refusedOfEach() {
        return refusedOfEach;
    }

    /** How often somebody came before they had been told to. */
    public synchronized int early() {
        return early;
    }
}
