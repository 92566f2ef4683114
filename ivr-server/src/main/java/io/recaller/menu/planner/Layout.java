package io.recaller.menu.planner;

import io.recaller.menu.Account;
import io.recaller.menu.Because;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The order in which a menu is spoken to one caller now, and why.
 *
 * @param offer asked before the options; its key is {@code *}
 * @param policy which {@link Policy} made it: its word
 * @param expected expected time from the first word to the option the caller wants
 */
public record Layout(
        Optional<Offer> offer, List<Spoken> options, String policy, Duration expected) {
    public Layout {
        options = List.copyOf(options);
    }

    /** Without an offer. */
    public Layout(List<Spoken> options, String policy, Duration expected) {
        this(Optional.empty(), options, policy, expected);
    }

    /**
     * One option in its place.
     *
     * @param probability 0 to 1; all options of a layout add up to 1
     */
    public record Spoken(MenuOption option, double probability, Because because) {
        /** What the contributions are made from; cheaper than their words. */
        public Account account() {
            return because.account();
        }

        /** The contributions in words, largest first. */
        public List<Reason> reasons() {
            return because.reasons();
        }
    }
}
