package io.recaller.routing;

import java.time.Instant;
import java.util.Optional;

/**
 * How many contacts wait for an agent now.
 *
 * @param since when the longest waiting one joined; empty: none waits
 */
public record QueueLength(int waiting, Optional<Instant> since) {}
