package io.recaller.api;

import java.time.Duration;

/**
 * How much the API takes on.
 *
 * @param bodyBytes largest request body
 * @param bodyWithin how long the sending of a body may take
 * @param bodies how many of the largest bodies may be in memory at once
 * @param concurrent requests worked on at once; at most the database's connections
 * @param waiting requests that may wait for their turn; more are told to come again
 * @param patience how long one may wait for its turn
 * @param perSecond requests a second of one API key, on average
 * @param burst requests one API key may send at once
 */
public record ApiLimits(
        int bodyBytes,
        Duration bodyWithin,
        int bodies,
        int concurrent,
        int waiting,
        Duration patience,
        int perSecond,
        int burst) {

    public ApiLimits {
        if (bodyBytes < 1
                || bodies < 1
                || concurrent < 1
                || waiting < 0
                || perSecond < 1
                || burst < 1) {
            throw new IllegalArgumentException("limits of the API must be positive");
        }
        if (!bodyWithin.isPositive()) {
            throw new IllegalArgumentException("bodyWithin must be positive: " + bodyWithin);
        }
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("api.patience must be positive: " + patience);
        }
    }

    public static ApiLimits defaults() {
        return new ApiLimits(
                1_048_576, Duration.ofSeconds(30), 16, 8, 64, Duration.ofSeconds(2), 100, 200);
    }
}
