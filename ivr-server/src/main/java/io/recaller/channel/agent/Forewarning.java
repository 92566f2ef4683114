package io.recaller.channel.agent;

import java.time.Instant;
import java.util.Optional;

/**
 * What whoever answers somebody is to know before they write, beside whether they may.
 *
 * @param freeUntil exclusive; what goes out later is paid for by itself; empty: it makes no
 *     difference
 * @param isStopped they want no messages: nothing reaches them before they write again
 */
public record Forewarning(Optional<Instant> freeUntil, boolean isStopped) {
    /** Nothing is to be known. */
    static final Forewarning PLAIN = new Forewarning(Optional.empty(), false);
}
