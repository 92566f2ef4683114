package io.recaller.menu;

import java.util.List;

/**
 * How likely a caller wants one option, and why.
 *
 * @param probability 0 to 1; all options of a menu add up to 1
 * @param reasons the contributions, largest first; their shares add up to the probability
 */
public record Prediction(MenuOption option, double probability, List<Reason> reasons) {
    public Prediction {
        reasons = List.copyOf(reasons);
    }
}
