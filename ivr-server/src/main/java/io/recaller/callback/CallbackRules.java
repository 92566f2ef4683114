package io.recaller.callback;

import java.time.Duration;
import java.util.Set;

/**
 * What calling back may cost and how long it is tried.
 *
 * @param queues whose callers may ask for it, by name
 * @param prefixes of the numbers they may key, E.164 with plus; none: the number they call from
 *     only
 * @param attempts how often a customer is rung, 1 or more
 * @param pause between two attempts
 * @param ring how long the customer is rung
 * @param keep how long a place is kept
 * @param aDay requests for one number, or from one, in 24 hours
 */
public record CallbackRules(
        Set<String> queues,
        Set<String> prefixes,
        int attempts,
        Duration pause,
        Duration ring,
        Duration keep,
        int aDay) {
    public CallbackRules {
        queues = Set.copyOf(queues);
        prefixes = Set.copyOf(prefixes);
    }

    /**
     * In no queue; three rings of 30 s, five minutes apart, within three days; three requests a
     * day.
     */
    public static CallbackRules usual() {
        return new CallbackRules(
                Set.of(),
                Set.of(),
                3,
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Duration.ofDays(3),
                3);
    }
}
