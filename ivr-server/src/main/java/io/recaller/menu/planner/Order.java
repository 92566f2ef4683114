package io.recaller.menu.planner;

import io.recaller.menu.MenuOption;
import io.recaller.menu.Pin;
import io.recaller.menu.Prediction;
import java.util.Arrays;
import java.util.List;

/**
 * The orders in which one menu may be read, and the best of them. Options are numbered in the
 * designer's order. Belongs to one thread.
 */
final class Order {
    /** Sums of the same numbers in another order differ by less. */
    private static final double ROUNDING = 1e-9;

    private final List<Prediction> predictions;
    private final int size;

    /** By option. */
    private final double[] probabilities;

    private final double[] seconds;
    private final int[] designedRank;

    /** By rank: the options with the pinned ones in their places. */
    private final int[] placed;

    Order(List<Prediction> predictions) {
        this.predictions = predictions;
        this.size = predictions.size();
        this.probabilities = new double[size];
        this.seconds = new double[size];
        this.designedRank = new int[size];
        this.placed = new int[size];
        for (var i = 0; i < size; i++) {
            probabilities[i] = predictions.get(i).probability();
            seconds[i] = option(i).length().toNanos() / 1e9;
        }
        place();
    }

    private void place() {
        var rank = 0;
        for (var pin : PINS) {
            for (var i = 0; i < size; i++) {
                if (option(i).pin() == pin) {
                    designedRank[i] = rank;
                    placed[rank] = i;
                    rank++;
                }
            }
        }
    }

    private static final List<Pin> PINS = List.of(Pin.FIRST, Pin.NONE, Pin.LAST);

    private MenuOption option(int i) {
        return predictions.get(i).option();
    }

    double probability(int i) {
        return probabilities[i];
    }

    double seconds(int i) {
        return seconds[i];
    }

    /** With another probability for one option. */
    Order with(int option, double probability) {
        var other = new Order(predictions);
        System.arraycopy(probabilities, 0, other.probabilities, 0, size);
        other.probabilities[option] = probability;
        return other;
    }

    int[] designed() {
        return placed.clone();
    }

    /** The order with the fewest expected seconds; of equal ones the nearest to the designer's. */
    int[] best() {
        for (var i = 0; i < size; i++) {
            if (option(i).pin() == Pin.NONE && !option(i).mayRise()) {
                return guarded();
            }
        }
        return smith();
    }

    /** By probability a second, descending. */
    private int[] smith() {
        var order = designed();
        for (var rank = first() + 1; rank < last(); rank++) {
            var moved = order[rank];
            var to = rank;
            while (to > first() && isWorthMore(moved, order[to - 1])) {
                order[to] = order[to - 1];
                to--;
            }
            order[to] = moved;
        }
        return order;
    }

    private boolean isWorthMore(int one, int other) {
        return probabilities[one] * seconds[other] > probabilities[other] * seconds[one];
    }

    /**
     * With options that may not rise the best order is found over all sets of options that can be
     * read first (at most 10 options: 1,024 sets). There always is one: the designer's.
     */
    private int[] guarded() {
        var free = Arrays.copyOfRange(placed, first(), last());
        var sets = 1 << free.length;
        var costs = new double[sets];
        var lengths = new double[sets];
        var lasts = new int[sets];
        for (var set = 1; set < sets; set++) {
            var lowest = Integer.numberOfTrailingZeros(set);
            lengths[set] = lengths[set & (set - 1)] + seconds[free[lowest]];
            costs[set] = Double.POSITIVE_INFINITY;
            var rank = first() + Integer.bitCount(set) - 1;
            for (var bit = free.length - 1; bit >= 0; bit--) {
                if ((set & (1 << bit)) != 0 && mayBeRead(free[bit], rank)) {
                    var cost = costs[set ^ (1 << bit)] + probabilities[free[bit]] * lengths[set];
                    if (cost < costs[set] - ROUNDING) {
                        costs[set] = cost;
                        lasts[set] = bit;
                    }
                }
            }
        }
        return inOrder(free, lasts);
    }

    private int[] inOrder(int[] free, int[] lasts) {
        var order = designed();
        var set = (1 << free.length) - 1;
        for (var rank = last() - 1; rank >= first(); rank--) {
            order[rank] = free[lasts[set]];
            set ^= (1 << lasts[set]);
        }
        return order;
    }

    /** The rank of the first option that is not pinned. */
    private int first() {
        var rank = 0;
        while (rank < size && option(placed[rank]).pin() == Pin.FIRST) {
            rank++;
        }
        return rank;
    }

    /** The rank after the last option that is not pinned. */
    private int last() {
        var rank = size;
        while (rank > 0 && option(placed[rank - 1]).pin() == Pin.LAST) {
            rank--;
        }
        return rank;
    }

    private boolean mayBeRead(int option, int rank) {
        if (option(option).pin() != Pin.NONE) {
            return rank == designedRank[option];
        }
        return rank >= first()
                && rank < last()
                && (option(option).mayRise() || rank >= designedRank[option]);
    }

    /** The order of these ids; empty when it is not an order of these options, or not allowed. */
    int[] of(List<String> ids) {
        var order = new int[size];
        var seen = 0L;
        for (var rank = 0; rank < size && ids.size() == size; rank++) {
            order[rank] = indexOf(ids.get(rank));
            if (order[rank] < 0 || !mayBeRead(order[rank], rank)) {
                return new int[0];
            }
            seen |= 1L << order[rank];
        }
        return ids.size() == size && Long.bitCount(seen) == size ? order : new int[0];
    }

    int indexOf(String id) {
        var i = size - 1;
        while (i >= 0 && !option(i).id().equals(id)) {
            i--;
        }
        return i;
    }

    /** Expected seconds from the first word to the option that is wanted. */
    double expected(int[] order) {
        var heard = 0.0;
        var expected = 0.0;
        for (var i : order) {
            heard += seconds[i];
            expected += probabilities[i] * heard;
        }
        return expected;
    }
}
