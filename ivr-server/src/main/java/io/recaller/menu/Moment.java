package io.recaller.menu;

import java.time.Instant;
import java.time.ZoneId;

/**
 * When something is predicted or learned.
 *
 * @param seconds since 1970-01-01T00:00:00Z
 * @param hour 0 to 23, in the business's time zone
 * @param weekday 0 (Monday) to 6
 */
public record Moment(double seconds, int hour, int weekday) {
    private static final double NANO = 1e-9;

    public static Moment of(Instant instant, ZoneId zone) {
        var local = instant.atZone(zone);
        return new Moment(seconds(instant), local.getHour(), local.getDayOfWeek().getValue() - 1);
    }

    static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() * NANO;
    }
}
