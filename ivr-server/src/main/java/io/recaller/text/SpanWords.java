package io.recaller.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How long something lasts, as it is told wherever people read it: in a sentence with its units, in
 * the columns of a table as a clock shows it. Less than nothing, by a clock that runs ahead, is
 * nothing. Pure.
 */
public final class SpanWords {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private SpanWords() {}

    /** As {@link #of}. */
    public static String between(Instant since, Instant now) {
        return of(Duration.between(since, now));
    }

    /** {@code 48 s}, {@code 4 min 7 s}, {@code 1 h 2 min}, {@code 3 days 4 h}. */
    public static String of(Duration span) {
        var seconds = seconds(span);
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        if (seconds < HOUR) {
            return two(seconds / MINUTE, "min", seconds % MINUTE, "s");
        }
        return seconds < 2 * DAY
                ? two(seconds / HOUR, "h", seconds % HOUR / MINUTE, "min")
                : two(seconds / DAY, "days", seconds % DAY / HOUR, "h");
    }

    private static String two(long large, String unit, long small, String smaller) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smaller);
    }

    /** How old something is, roughly: {@code 35 min}, {@code 2 h}, {@code 3 days}. */
    public static String roughly(Duration age) {
        if (age.toMinutes() < 90) {
            return Math.max(0, age.toMinutes()) + " min";
        }
        return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " days";
    }

    /** As {@link #clock(Duration)}. */
    public static String clock(Instant since, Instant now) {
        return clock(Duration.between(since, now));
    }

    /** In a column: {@code 0:07}, {@code 12:40}, {@code 1:05:00}. */
    public static String clock(Duration span) {
        var seconds = seconds(span);
        var minutes = seconds / MINUTE;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % MINUTE)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % MINUTE);
    }

    private static long seconds(Duration span) {
        return Math.max(0, span.toSeconds());
    }
}
