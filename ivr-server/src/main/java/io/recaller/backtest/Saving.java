package io.recaller.backtest;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * How much sooner than with the designer's order callers reach their option, and how sure that is:
 * whole customers are drawn again and again, because contacts of one customer are alike (cluster
 * bootstrap, percentile interval; Efron and Tibshirani 1993). The same log gives the same interval.
 *
 * @param percent of the designer's seconds
 * @param low lower end of the 95 % interval, in percent
 * @param high upper end
 */
public record Saving(double percent, double low, double high) {
    private static final int DRAWS = 2_000;
    private static final double TAIL = 0.025;
    private static final long SEED = 20_261_122;

    public static Saving of(Result result, String policy) {
        var designer = result.score(Replay.DESIGNER);
        var score = result.score(policy);
        return of(result.scoredCustomers(), designer::seconds, score::seconds);
    }

    /**
     * Of any scored contacts.
     *
     * @param customers whose each of them was
     * @param before seconds of each of them with the designer's order
     * @param after with another policy
     */
    public static Saving of(
            int[] customers, IntToDoubleFunction before, IntToDoubleFunction after) {
        var most = 1 + Arrays.stream(customers).max().orElse(0);
        var sumsBefore = new double[most];
        var sumsAfter = new double[most];
        for (var i = 0; i < customers.length; i++) {
            sumsBefore[customers[i]] += before.applyAsDouble(i);
            sumsAfter[customers[i]] += after.applyAsDouble(i);
        }
        var seen = Arrays.stream(customers).distinct().toArray();
        var draws = draws(seen, sumsBefore, sumsAfter);
        return new Saving(
                percent(Arrays.stream(sumsBefore).sum(), Arrays.stream(sumsAfter).sum()),
                draws[(int) (TAIL * DRAWS)],
                draws[(int) ((1 - TAIL) * DRAWS) - 1]);
    }

    private static double[] draws(int[] seen, double[] before, double[] after) {
        var random = new SplittableRandom(SEED);
        var draws = new double[DRAWS];
        for (var draw = 0; draw < DRAWS; draw++) {
            var sumBefore = 0.0;
            var sumAfter = 0.0;
            for (var i = 0; i < seen.length; i++) {
                var customer = seen[random.nextInt(seen.length)];
                sumBefore += before[customer];
                sumAfter += after[customer];
            }
            draws[draw] = percent(sumBefore, sumAfter);
        }
        Arrays.sort(draws);
        return draws;
    }

    private static double percent(double before, double after) {
        return before == 0 ? 0 : 100 * (before - after) / before;
    }
}
