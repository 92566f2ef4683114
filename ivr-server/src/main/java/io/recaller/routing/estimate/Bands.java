package io.recaller.routing.estimate;

import java.time.Duration;
import java.util.List;

/** Spans of time as people speak of waiting: the longer, the coarser. Rounded up. */
public final class Bands {
    private static final List<Integer> MARKS =
            List.of(0, 1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 120, 150, 180);

    private Bands() {}

    /** What to tell of a wait: it ends so soon at the earliest, and so late at the latest. */
    public static WaitBand of(WaitForecast.Spread spread) {
        var to = above(spread.late());
        var from = Math.min(below(spread.soon()), MARKS.get(MARKS.indexOf(to) - 1));
        return new WaitBand(from, to);
    }

    private static int below(Duration span) {
        return MARKS.reversed().stream()
                .filter(mark -> span.compareTo(Duration.ofMinutes(mark)) >= 0)
                .findFirst()
                .orElse(0);
    }

    private static int above(Duration span) {
        return MARKS.stream()
                .filter(mark -> mark > 0 && span.compareTo(Duration.ofMinutes(mark)) <= 0)
                .findFirst()
                .orElse(MARKS.getLast());
    }
}
