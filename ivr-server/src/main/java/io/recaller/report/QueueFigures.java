package io.recaller.report;

import io.recaller.routing.plan.ServiceLevel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a queue did, counted by the contacts that joined it in the time told of.
 *
 * @param offered all of them: answered + abandoned + abandonedShort + ringGroup + overflowed +
 *     closed + exited + callBacks + voicemails + waiting
 * @param inTime how many of the answered ones waited no longer than the threshold
 * @param abandoned who hung up, without the short ones
 * @param abandonedShort who hung up before they were kept waiting
 * @param ringGroup given to the dialplan's ring group
 * @param overflowed given on by the queue: to another one, to the flow, or to a message and the end
 * @param closed joined or waited while the queue was closed, whatever became of them then
 * @param exited who chose another way of the flow by a key
 * @param callBacks hung up to be called back, whatever came of it: of how they waited nothing else
 *     is told here
 * @param voicemails left a message, whatever came of it: likewise
 * @param waiting who waits still on the line
 * @param waitedAnswered the sum of the waits of the answered ones
 * @param longest the longest wait, whatever came of it; until now of who waits still
 * @param handled answered ones, and called back, whose talk and wrap-up are over
 * @param talk the sum of the talks of the handled ones, without the time on hold
 * @param wrapUp the sum of the work after them
 * @param busy how long agents of the queue talked and wrapped up
 * @param available how long agents of the queue were ready, or rung, with nothing else in hand
 * @param transfers what became of talks, by the contacts that joined; its time on hold is not in
 *     {@code talk}
 * @param promises what callers were told of their wait, and how that came out
 * @param level what was agreed: within what time an answer is in time
 */
public record QueueFigures(
        long offered,
        long answered,
        long inTime,
        long abandoned,
        long abandonedShort,
        long ringGroup,
        long overflowed,
        long closed,
        long exited,
        long callBacks,
        long voicemails,
        long waiting,
        Duration waitedAnswered,
        Duration longest,
        long handled,
        Duration talk,
        Duration wrapUp,
        Duration busy,
        Duration available,
        TransferFigures transfers,
        Promises promises,
        ServiceLevel level) {

    /** Of those whose wait is over, without short abandons, the share answered in time. */
    public OptionalDouble serviceLevel() {
        return Ratios.share(inTime, judged());
    }

    /** Of those whose wait is over, without short abandons, the share who gave up. */
    public OptionalDouble abandonRate() {
        return Ratios.share(abandoned, judged());
    }

    /** Nobody promised anything to who came while it was closed. */
    private long judged() {
        return answered + abandoned + ringGroup + overflowed + exited;
    }

    /** Average speed of answer. */
    public Optional<Duration> asa() {
        return Ratios.mean(waitedAnswered, answered);
    }

    /** Average handling time: talk, hold and wrap-up. */
    public Optional<Duration> aht() {
        return Ratios.mean(talk.plus(transfers.hold()).plus(wrapUp), handled);
    }

    public Optional<Duration> meanHold() {
        return Ratios.mean(transfers.hold(), handled);
    }

    /** Of the time agents of the queue could have served, the share they did. */
    public OptionalDouble occupancy() {
        return Ratios.share(busy, busy.plus(available));
    }
}
