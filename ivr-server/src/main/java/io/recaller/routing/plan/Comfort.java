package io.recaller.routing.plan;

import io.recaller.speech.Text;
import java.time.Duration;
import java.util.Optional;

/**
 * What a contact hears while it waits.
 *
 * @param greeting said once, when it joins the queue
 * @param music a class of Asterisk's music on hold; empty: the dialplan's own
 * @param announceEvery how often it is told its place and its wait where they have changed; zero:
 *     when a key is pressed
 */
public record Comfort(Optional<Text> greeting, Optional<String> music, Duration announceEvery) {
    public Comfort {
        if (announceEvery.isNegative()) {
            throw new IllegalArgumentException(
                    "announceEvery must not be negative: " + announceEvery);
        }
    }

    /** No words but the place, every minute. */
    public static Comfort usual() {
        return new Comfort(Optional.empty(), Optional.empty(), Duration.ofMinutes(1));
    }
}
