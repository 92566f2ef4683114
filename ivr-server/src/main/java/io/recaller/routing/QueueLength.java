package io.recaller.routing;

import java.time.Instant;
import java.util.Optional;

/**
 * How many contacts wait for an agent now.
 *
 * @param callbacks how many of them hung up to be called back
 * @param since when the longest waiting one joined; empty: none waits
 */
public record QueueLength(int waiting, int callbacks, Optional<Instant> since) {
    /** Where nobody is to be called back. */
    public QueueLength(int waiting, Optional<Instant> since) {
        this(waiting, 0, since);
    }
}
