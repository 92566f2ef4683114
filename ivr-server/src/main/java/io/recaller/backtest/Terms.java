package io.recaller.backtest;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How a log is replayed. The same terms serve every business.
 *
 * @param maxOptions most options of the menu, 2 or more: more topics are gathered in one
 * @param warmup share of the contacts, 0 to 1, that fixes the menu and the designer's order
 * @param scoreFrom share of the contacts, 0 to 1, from which on they are scored
 * @param perOption how long reading one option lasts
 * @param zone for hours and weekdays
 */
public record Terms(
        int maxOptions, double warmup, double scoreFrom, Duration perOption, ZoneId zone) {
    public Terms {
        if (maxOptions < 2 || !isShare(warmup) || !isShare(scoreFrom) || !perOption.isPositive()) {
            throw new IllegalArgumentException("out of range");
        }
    }

    private static boolean isShare(double number) {
        return number >= 0 && number < 1;
    }

    double seconds() {
        return perOption.toNanos() / 1e9;
    }
}
