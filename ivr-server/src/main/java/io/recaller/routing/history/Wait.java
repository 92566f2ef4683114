package io.recaller.routing.history;

import io.recaller.routing.queue.WaitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A wait in the queue as reports count it. One that another went on with is not among them: that
 * one has its age.
 *
 * @param joined when it joined; kept when an agent did not answer
 * @param outcome empty: goes on
 * @param left empty: goes on
 * @param talk how long the talks lasted that it led to; empty: none is over yet
 * @param wrapUp how long the work after them lasted; empty: not over yet
 * @param calledBack whether its customer hung up to be called back
 * @param voicemail whether it is a message that its customer left
 * @param told what the caller was told of the wait, the first time; empty: nothing
 */
public record Wait(
        String queue,
        Instant joined,
        Optional<WaitOutcome> outcome,
        Optional<Instant> left,
        Optional<Duration> talk,
        Optional<Duration> wrapUp,
        boolean calledBack,
        boolean voicemail,
        Optional<ToldBand> told) {
    /** How what the caller was told came out; empty: nothing was told. */
    public Optional<ToldBand.Truth> truth(Instant now) {
        if (calledBack || voicemail) {
            return told.map(_ -> ToldBand.Truth.LEFT_BEFORE);
        }
        var isAnswered = outcome.filter(WaitOutcome.ANSWERED::equals).isPresent();
        return told.map(band -> band.truth(left, isAnswered, now));
    }

    /** How long it lasted until then, if it goes on. */
    public Duration waited(Instant now) {
        var span = Duration.between(joined, left.orElse(now));
        return span.isNegative() ? Duration.ZERO : span;
    }

    /** The same with another talk that it led to. */
    Wait and(Optional<Duration> otherTalk, Optional<Duration> otherWrapUp) {
        return new Wait(
                queue,
                joined,
                outcome,
                left,
                sum(talk, otherTalk),
                sum(wrapUp, otherWrapUp),
                calledBack,
                voicemail,
                told);
    }

    private static Optional<Duration> sum(Optional<Duration> one, Optional<Duration> other) {
        return one.isEmpty() ? other : one.map(span -> span.plus(other.orElse(Duration.ZERO)));
    }
}
