package io.recaller.settings.file;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 300ms}, {@code 15s}, {@code 5m}, {@code 2d}, ISO-8601. */
public final class Durations {
    private Durations() {}

    private static final Pattern NEARLY =
            Pattern.compile(
                    "(\\d{1,9})\\s*"
                            + "(|ms|millis.*|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)",
                    Pattern.CASE_INSENSITIVE);

    /** How what is none is written right, without a unit in seconds; empty: nobody knows. */
    static Optional<String> meant(String text) {
        var nearly = NEARLY.matcher(text.strip());
        if (!nearly.matches()) {
            return Optional.empty();
        }
        var unit = nearly.group(2).toLowerCase(Locale.ROOT);
        var one = unit.isEmpty() ? "s" : unit.substring(0, 1);
        return Optional.of(
                nearly.group(1) + (unit.startsWith("mil") || unit.equals("ms") ? "ms" : one));
    }

    /** As {@link #parse} reads it, in the largest unit that divides it. */
    static String text(Duration duration) {
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSecondsPart() != 0) {
            return duration.toSeconds() + "s";
        }
        if (duration.toMinutesPart() != 0) {
            return duration.toMinutes() + "m";
        }
        return duration.toHoursPart() != 0 || duration.isZero()
                ? duration.toHours() + "h"
                : duration.toDays() + "d";
    }

    /** Throws a {@link RuntimeException} for anything else. */
    public static Duration parse(String text) {
        if (text.matches("\\d+ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        if (text.matches("\\d+d")) {
            return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
        }
        return Duration.parse(text.startsWith("P") ? text : "PT" + text);
    }
}
