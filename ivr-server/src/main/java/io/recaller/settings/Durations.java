package io.recaller.settings;

import java.time.Duration;

/** Durations as people write them: {@code 300ms}, {@code 15s}, {@code 5m}, {@code 2d}, ISO-8601. */
public final class Durations {
    private Durations() {}

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
