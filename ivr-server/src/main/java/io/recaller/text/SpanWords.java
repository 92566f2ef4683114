package io.recaller.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How long something lasted: {@code 0:07}, {@code 12:40}, {@code 1:05:00}. */
public final class SpanWords {
    private SpanWords() {}

    /** Less than nothing, by a clock that runs ahead, is nothing. */
    public static String between(Instant since, Instant now) {
        return of(Duration.between(since, now));
    }

    public static String of(Duration span) {
        var seconds = Math.max(0, span.toSeconds());
        var minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
    }
}
