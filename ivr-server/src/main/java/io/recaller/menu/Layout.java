package io.recaller.menu;

import java.time.Duration;
import java.util.List;

/**
 * The order in which a menu is spoken to one caller now, and why.
 *
 * @param policy which policy made it: {@code designed}, or the name of an adaptive one
 * @param expected expected time from the first word to the option the caller wants
 */
public record Layout(List<Spoken> options, String policy, Duration expected) {
    public Layout {
        options = List.copyOf(options);
    }

    /**
     * One option in its place.
     *
     * @param probability 0 to 1; all options of a layout add up to 1
     * @param reasons the contributions, largest first
     */
    public record Spoken(MenuOption option, double probability, List<Reason> reasons) {
        public Spoken {
            reasons = List.copyOf(reasons);
        }
    }
}
