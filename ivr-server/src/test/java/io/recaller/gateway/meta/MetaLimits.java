package io.recaller.gateway.meta;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much a business may write, and until when, as Meta counts it (developers.facebook.com:
 * whatsapp/cloud-api/overview, "Throughput" and "Pair rate limits";
 * messenger-platform/policy/policy-overview, "Standard messaging"). Thread-safe by its own lock.
 */
final class MetaLimits {
    private static final Duration STANDARD = Duration.ofHours(24);
    private static final Duration HUMAN_AGENT = Duration.ofDays(7);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final int aMinute;
    private final Duration ofAPair;

    // Guarded by this.
    private final Map<String, Instant> heard = new HashMap<>();
    private final Map<String, Instant> told = new HashMap<>();
    private final Deque<Instant> sent = new ArrayDeque<>();
    private int refused;

    /**
     * Meta's, by its own clock.
     *
     * @param aMinute messages of the account
     * @param ofAPair between two messages to one person
     */
    MetaLimits(InstantSource clock, int aMinute, Duration ofAPair) {
        this.clock = clock;
        this.aMinute = aMinute;
        this.ofAPair = ofAPair;
    }

    /** Somebody wrote to the business then. */
    synchronized void heard(String who, Instant at) {
        heard.put(who, at);
    }

    synchronized int refused() {
        return refused;
    }

    /**
     * Counts a message.
     *
     * @return what is answered instead; empty: it is taken
     */
    synchronized Optional<String> refusal(String to, Kind kind) {
        var now = clock.instant();
        while (!sent.isEmpty() && !sent.getFirst().plus(MINUTE).isAfter(now)) {
            sent.removeFirst();
        }
        var answer = answer(to, kind, now);
        if (answer.isPresent()) {
            refused++;
        } else {
            sent.add(now);
            told.put(to, now);
        }
        return answer;
    }

    /** What a message is to the limits. */
    enum Kind {
        WHATSAPP,
        TEMPLATE,
        PAGE,
        TAGGED
    }

    private Optional<String> answer(String to, Kind kind, Instant now) {
        var isWhatsApp = kind == Kind.WHATSAPP || kind == Kind.TEMPLATE;
        if (sent.size() >= aMinute) {
            return Optional.of(
                    isWhatsApp
                            ? MetaServer.refused(400, 130429, 0, "(#130429) Rate limit hit")
                            : MetaServer.refused(400, 613, 0, "(#613) Rate limit exceeded"));
        }
        if (told.getOrDefault(to, Instant.MIN).isAfter(now.minus(ofAPair))) {
            return Optional.of(MetaServer.refused(400, 131056, 0, "(#131056) Pair rate limit hit"));
        }
        var window = kind == Kind.TAGGED ? HUMAN_AGENT : STANDARD;
        if (kind == Kind.TEMPLATE
                || heard.getOrDefault(to, Instant.MIN).isAfter(now.minus(window))) {
            return Optional.empty();
        }
        return Optional.of(
                isWhatsApp
                        ? MetaServer.refused(400, 131047, 0, "(#131047) Re-engagement message")
                        : MetaServer.refused(400, 10, 2018278, "outside of the allowed window"));
    }
}
