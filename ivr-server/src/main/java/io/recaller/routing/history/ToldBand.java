package io.recaller.routing.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a caller was told of the wait, and what came of it. Pure.
 *
 * @param from the wait was said to last at least that long from {@code at} on
 * @param to and no longer than that
 */
public record ToldBand(Instant at, Duration from, Duration to) {
    /** How it came out. */
    public enum Truth {
        /** Answered within the band, its ends included. */
        KEPT,
        /** Took longer than the band, whether an agent came then or not. */
        LONGER,
        /** Answered before the band began. */
        SOONER,
        /** Left before the band was over: nobody knows how long it would have taken. */
        LEFT_BEFORE,
        /** Waits still, and the band is not over. */
        OPEN
    }

    /**
     * How it came out.
     *
     * @param ended when the wait was over; empty: it goes on
     * @param isAnswered whether an agent ended it
     */
    public Truth truth(Optional<Instant> ended, boolean isAnswered, Instant now) {
        var took = Duration.between(at, ended.orElse(now));
        if (took.compareTo(to) > 0) {
            return Truth.LONGER;
        }
        if (ended.isEmpty()) {
            return Truth.OPEN;
        }
        if (!isAnswered) {
            return Truth.LEFT_BEFORE;
        }
        return took.compareTo(from) < 0 ? Truth.SOONER : Truth.KEPT;
    }
}
