package io.recaller.backtest.flow;

import io.recaller.backtest.Saving;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How the scored calls went, in every way of serving them. Belongs to one thread. */
final class FlowScore {
    private static final double NANOS_A_SECOND = 1e9;

    private final List<Integer> customers = new ArrayList<>();
    private final Map<WayOfServing, Way> ways = new EnumMap<>(WayOfServing.class);

    /** In one of the ways. */
    private static final class Way {
        private final List<Double> seconds = new ArrayList<>();
        private int offers;
        private int right;
    }

    /** Another call, in every way of serving it. */
    void add(int customer, Map<WayOfServing, Walked> walked) {
        customers.add(customer);
        walked.forEach((serving, call) -> add(call, way(serving)));
    }

    private static void add(Walked walked, Way way) {
        way.seconds.add(walked.took().toNanos() / NANOS_A_SECOND);
        walked.offerRight()
                .ifPresent(right -> {
                    way.offers++;
                    way.right += right ? 1 : 0;
                });
    }

    private Way way(WayOfServing serving) {
        return ways.computeIfAbsent(serving, _ -> new Way());
    }

    int calls() {
        return customers.size();
    }

    /** From the answer until the task was reached, on average. */
    double seconds(WayOfServing serving) {
        return way(serving).seconds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** The calls in which a question was asked before the list. */
    int offers(WayOfServing serving) {
        return way(serving).offers;
    }

    /** The questions that were about it. */
    int right(WayOfServing serving) {
        return way(serving).right;
    }

    /** The share of calls in which a question was asked before the list, 0 to 1. */
    double offersMade(WayOfServing serving) {
        return (double) way(serving).offers / Math.max(calls(), 1);
    }

    /** The share of the questions asked that were about it, 0 to 1. */
    double offersRight(WayOfServing serving) {
        return (double) way(serving).right / Math.max(way(serving).offers, 1);
    }

    Saving saving(WayOfServing serving) {
        var before = way(WayOfServing.DESIGNER).seconds;
        var after = way(serving).seconds;
        return Saving.of(
                customers.stream().mapToInt(Integer::intValue).toArray(), before::get, after::get);
    }
}
