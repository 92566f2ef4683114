package io.recaller.menu;

import io.recaller.text.SpanWords;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in words. */
final class Age {
    private Age() {}

    /** {@code just now}, {@code 35 min ago}, {@code 2 h ago}, {@code 3 days ago}. */
    static String ago(Instant at, Instant now) {
        var age = Duration.between(at, now);
        return age.toMinutes() < 1 ? "just now" : SpanWords.roughly(age) + " ago";
    }

    /** The span from the oldest of several until now: {@code in 60 days}. */
    static String within(Instant oldest, Instant now) {
        var age = Duration.between(oldest, now);
        return "in " + (age.toMinutes() < 1 ? "a minute" : SpanWords.roughly(age));
    }
}
