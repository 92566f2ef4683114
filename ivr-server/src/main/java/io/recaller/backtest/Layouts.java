package io.recaller.backtest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The orders customers heard last, and how often their first option changed. One thread. */
final class Layouts {
    private final Map<Integer, List<String>> last = new HashMap<>();
    private int returning;
    private int changed;

    List<String> last(int customer) {
        return last.getOrDefault(customer, List.of());
    }

    /** The customer hears this order now. */
    void heard(int customer, List<String> order, boolean scored) {
        var before = last.put(customer, order);
        if (scored && before != null) {
            returning++;
            changed += before.getFirst().equals(order.getFirst()) ? 0 : 1;
        }
    }

    /** The share of returning callers whose first option was another than last time, 0 to 1. */
    double changedFirst() {
        return returning == 0 ? 0 : (double) changed / returning;
    }
}
