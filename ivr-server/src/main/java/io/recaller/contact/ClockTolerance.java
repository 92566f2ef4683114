package io.recaller.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which times told by other systems are taken. What is dated in the future would stay the newest
 * until then: for what has happened a few minutes are a clock that is ahead, more is a mistake.
 */
public final class ClockTolerance {
    /** Clocks that are set by NTP differ by less than a second; those set by hand by minutes. */
    public static final Duration AHEAD = Duration.ofMinutes(5);

    /** What is planned, such as works on a line, may be told of so long before. */
    public static final Duration PLANNED = Duration.ofDays(366);

    private ClockTolerance() {}

    /** What is wrong with a time at which something has happened; empty when nothing is. */
    public static Optional<String> happened(Instant at, Instant now) {
        return at.isAfter(now.plus(AHEAD))
                ? Optional.of(
                        "is "
                                + at
                                + ", more than 5 minutes after this machine's clock, "
                                + now
                                + "; correct the year or the offset, or set the clock that is"
                                + " wrong")
                : Optional.empty();
    }

    /**
     * What cannot be refused any more, because it has been taken: no clock that runs ahead counts.
     */
    public static Instant notAhead(Instant at, Instant now) {
        return at.isAfter(now) ? now : at;
    }

    /** What is wrong with a time from which something will be true; empty when nothing is. */
    public static Optional<String> planned(Instant at, Instant now) {
        return at.isAfter(now.plus(PLANNED))
                ? Optional.of(
                        "is "
                                + at
                                + ", more than 366 days after this machine's clock, "
                                + now
                                + "; tell it when it is nearer, or correct the year")
                : Optional.empty();
    }
}
