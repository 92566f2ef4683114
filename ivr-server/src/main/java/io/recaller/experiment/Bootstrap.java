package io.recaller.experiment;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Intervals by resampling whole customers (cluster bootstrap, percentile intervals; Efron and
 * Tibshirani 1993, chapters 8 and 13). The same data give the same intervals.
 */
final class Bootstrap {
    static final int DRAWS = 2_000;

    private static final double TAIL = 0.025;

    private final double[] total;
    private final double[][] draws;

    private Bootstrap(double[] total, double[][] draws) {
        this.total = total;
        this.draws = draws;
    }

    /**
     * Draws as many customers as there are, with replacement, again and again.
     *
     * @param seed another one for every arm: arms are drawn independently
     */
    static Bootstrap of(Clusters clusters, long seed) {
        var draws = new double[DRAWS][];
        IntStream.range(0, DRAWS)
                .parallel()
                .forEach(draw -> draws[draw] = draw(clusters, new SplittableRandom(seed + draw)));
        return new Bootstrap(clusters.total(), draws);
    }

    private static double[] draw(Clusters clusters, SplittableRandom random) {
        var customers = clusters.customers();
        var times = new int[customers];
        for (var pick = 0; pick < customers; pick++) {
            times[random.nextInt(customers)]++;
        }
        var sums = new double[Clusters.WIDTH];
        for (var customer = 0; customer < customers; customer++) {
            if (times[customer] > 0) {
                clusters.addTo(sums, customer, times[customer]);
            }
        }
        return sums;
    }

    /** Empty when there is nothing to take the mean of. */
    Optional<Estimate> estimate(Metric metric) {
        var value = ratio(total, metric);
        var spread = Arrays.stream(draws).mapToDouble(draw -> ratio(draw, metric)).toArray();
        return estimate(value, spread, metric);
    }

    /** How much higher it is here than there; empty when either has nothing to take the mean of. */
    Optional<Estimate> minus(Bootstrap other, Metric metric) {
        var value = ratio(total, metric) - ratio(other.total, metric);
        var spread = new double[DRAWS];
        for (var draw = 0; draw < DRAWS; draw++) {
            spread[draw] = ratio(draws[draw], metric) - ratio(other.draws[draw], metric);
        }
        return estimate(value, spread, metric);
    }

    private Optional<Estimate> estimate(double value, double[] spread, Metric metric) {
        var sorted = Arrays.stream(spread).filter(Double::isFinite).sorted().toArray();
        if (!Double.isFinite(value) || sorted.length == 0) {
            return Optional.empty();
        }
        var of = Math.round(total[Clusters.column(metric) + 1]);
        return Optional.of(
                new Estimate(value, quantile(sorted, TAIL), quantile(sorted, 1 - TAIL), of));
    }

    private static double ratio(double[] sums, Metric metric) {
        var column = Clusters.column(metric);
        return sums[column] / sums[column + 1];
    }

    private static double quantile(double[] sorted, double share) {
        var place = share * (sorted.length - 1);
        var below = (int) place;
        var above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
