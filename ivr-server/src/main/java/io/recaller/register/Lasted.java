package io.recaller.register;

import java.time.Duration;
import java.time.Instant;

/**
 * How long something lasted, as people say it: {@code 48 s}, {@code 4 min 7 s}, {@code 1 h 2 min}.
 */
final class Lasted {
    private Lasted() {}

    /** Less than nothing, by a clock that ran ahead, is nothing. */
    static String between(Instant from, Instant to) {
        var span = Duration.between(from, to);
        var seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
    }
}
