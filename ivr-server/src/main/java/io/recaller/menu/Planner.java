package io.recaller.menu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns probabilities and lengths into the order in which a menu is spoken.
 *
 * <p>Smith's rule (W. E. Smith 1956): reading by probability per second, descending, takes the
 * caller the fewest expected seconds. Only the order moves: digits never do, nothing is left out,
 * pinned options stay, and an option that may not rise is never read earlier than the designer read
 * it. Pure.
 */
public final class Planner {
    /** The policy name of {@link #plan}. */
    public static final String ADAPTIVE = "recaller";

    /** The policy name of {@link #designed}. */
    public static final String DESIGNED = "designed";

    private static final double NANOS_A_SECOND = 1e9;

    private final Duration worthwhile;

    /**
     * Makes a planner with its hysteresis.
     *
     * @param worthwhile what a new order must save, in expected time, to replace the one the
     *     customer heard last; not negative
     */
    public Planner(Duration worthwhile) {
        if (worthwhile.isNegative()) {
            throw new IllegalArgumentException("must not be negative: " + worthwhile);
        }
        this.worthwhile = worthwhile;
    }

    /**
     * The order for this caller.
     *
     * @param designed the options in the designer's order
     * @param predictions one for each option, in any order
     * @param lastOrder ids of the options as the customer heard them last; empty when never. An
     *     order of other options, or one not allowed today, is ignored
     */
    public Layout plan(
            List<MenuOption> designed, List<Prediction> predictions, List<String> lastOrder) {
        var place = place(designed);
        var byId = byId(designed, predictions);
        var best = layout(smith(place, byId), ADAPTIVE);
        if (!isAllowed(lastOrder, place)) {
            return best;
        }
        var last = layout(inOrder(lastOrder, byId), ADAPTIVE);
        var saved = last.expected().minus(best.expected());
        return saved.compareTo(worthwhile) < 0 ? last : best;
    }

    /** The designer's order, for the control group and for callers nobody knows. */
    public Layout designed(List<MenuOption> designed, List<Prediction> predictions) {
        var byId = byId(designed, predictions);
        var order = place(designed).stream().map(option -> prediction(byId, option)).toList();
        return layout(order, DESIGNED);
    }

    /** The designer's order with the pinned options in their places. */
    private static List<MenuOption> place(List<MenuOption> designed) {
        return Stream.of(Pin.FIRST, Pin.NONE, Pin.LAST)
                .flatMap(pin -> designed.stream().filter(option -> option.pin() == pin))
                .toList();
    }

    /**
     * Fills place after place with the best option that may be read there. There always is one: of
     * the options designed for this place and those before it, at least one is not read yet.
     */
    private static List<Prediction> smith(List<MenuOption> placed, Map<String, Prediction> byId) {
        var left = new ArrayList<>(placed);
        var order = new ArrayList<Prediction>();
        while (!left.isEmpty()) {
            var rank = order.size();
            var best =
                    left.stream()
                            .filter(option -> mayBeRead(option, rank, placed))
                            .map(option -> prediction(byId, option))
                            .reduce((one, next) -> worth(next) > worth(one) ? next : one)
                            .orElseThrow();
            left.removeIf(option -> option.id().equals(best.option().id()));
            order.add(best);
        }
        return order;
    }

    private static boolean mayBeRead(MenuOption option, int rank, List<MenuOption> placed) {
        var designedRank = placed.indexOf(option);
        if (option.pin() != Pin.NONE) {
            return rank == designedRank;
        }
        return placed.get(rank).pin() == Pin.NONE && (option.mayRise() || rank >= designedRank);
    }

    private static List<Prediction> inOrder(List<String> ids, Map<String, Prediction> byId) {
        return ids.stream().flatMap(id -> Stream.ofNullable(byId.get(id))).toList();
    }

    private static double worth(Prediction prediction) {
        return prediction.probability() / seconds(prediction.option());
    }

    private static boolean isAllowed(List<String> order, List<MenuOption> placed) {
        var byId = placed.stream().collect(Collectors.toMap(MenuOption::id, Function.identity()));
        if (order.size() != placed.size() || !Set.copyOf(order).equals(byId.keySet())) {
            return false;
        }
        for (var rank = 0; rank < placed.size(); rank++) {
            var option = byId.get(order.get(rank));
            if (option == null || !mayBeRead(option, rank, placed)) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Prediction> byId(
            List<MenuOption> designed, List<Prediction> predictions) {
        var byId = new HashMap<String, Prediction>();
        predictions.forEach(prediction -> byId.put(prediction.option().id(), prediction));
        var ids = designed.stream().map(MenuOption::id).collect(Collectors.toSet());
        if (ids.size() != designed.size() || !byId.keySet().equals(ids)) {
            throw new IllegalArgumentException("one prediction per option: " + ids);
        }
        return byId;
    }

    private static Prediction prediction(Map<String, Prediction> byId, MenuOption option) {
        var prediction = byId.get(option.id());
        if (prediction == null) {
            throw new IllegalArgumentException("no prediction for option " + option.id());
        }
        return prediction;
    }

    private static Layout layout(List<Prediction> order, String policy) {
        var spoken = order.stream().map(Planner::spoken).toList();
        return new Layout(spoken, policy, expected(order));
    }

    private static Layout.Spoken spoken(Prediction prediction) {
        return new Layout.Spoken(
                prediction.option(), prediction.probability(), prediction.reasons());
    }

    private static Duration expected(List<Prediction> order) {
        var seconds = 0.0;
        var heard = 0.0;
        for (var prediction : order) {
            heard += seconds(prediction.option());
            seconds += prediction.probability() * heard;
        }
        return Duration.ofNanos(StrictMath.round(seconds * NANOS_A_SECOND));
    }

    private static double seconds(MenuOption option) {
        return option.length().toNanos() / NANOS_A_SECOND;
    }
}
