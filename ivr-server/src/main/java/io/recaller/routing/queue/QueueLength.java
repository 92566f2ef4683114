package io.recaller.routing.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * How many contacts wait for an agent now.
 *
 * @param callbacks how many of them hung up to be called back
 * @param voicemails how many of them are messages
 * @param since when the longest waiting one joined; empty: none waits
 */
public record QueueLength(int waiting, int callbacks, int voicemails, Optional<Instant> since) {}
