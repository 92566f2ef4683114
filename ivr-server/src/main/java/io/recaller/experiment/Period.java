package io.recaller.experiment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Calls that began from one instant on and before another. */
public record Period(Instant from, Instant to) {
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("ends before it begins: " + from + " to " + to);
        }
    }

    /**
     * Whole days, the last one included.
     *
     * @throws IllegalArgumentException when the last day is before the first
     */
    public static Period ofDays(LocalDate first, LocalDate last, ZoneId zone) {
        return new Period(
                first.atStartOfDay(zone).toInstant(),
                last.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
