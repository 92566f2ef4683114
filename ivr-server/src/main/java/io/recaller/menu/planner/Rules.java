package io.recaller.menu.planner;

import java.time.Duration;

/**
 * What an operator may set about planning.
 *
 * @param worthwhile what a new order must save, in expected time, to replace the one the customer
 *     heard last; not negative
 * @param wrongOffer what a wrong offer costs a caller, besides the time it takes; not negative
 */
public record Rules(Duration worthwhile, Duration wrongOffer) {
    public Rules {
        if (worthwhile.isNegative() || wrongOffer.isNegative()) {
            throw new IllegalArgumentException(
                    "must not be negative: " + worthwhile + ", " + wrongOffer);
        }
    }

    /** Half a second and ten seconds ({@code docs/menu-planner.md}). */
    public static Rules defaults() {
        return new Rules(Duration.ofMillis(500), Duration.ofSeconds(10));
    }
}
