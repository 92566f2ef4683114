package io.recaller.report;

import java.util.OptionalDouble;

/**
 * How what callers were told of their wait came out. A wait counts once, by the first band that was
 * told in it.
 *
 * @param told waits in which a band was told: kept + longer + sooner + leftBefore, and those of
 *     which it is not known yet
 * @param kept answered within the band
 * @param longer took longer than the band, whether answered in the end or not
 * @param sooner answered before the band began
 * @param leftBefore left unanswered before the band was over: gave up, were given on, or asked to
 *     be called back
 */
public record Promises(long told, long kept, long longer, long sooner, long leftBefore) {
    /** Of those of which it is known how long they took, the share within the band. */
    public OptionalDouble keptShare() {
        return Ratios.share(kept, kept + longer + sooner);
    }
}
