package io.recaller.backtest;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How far the probability of the likeliest option is from how often it was wanted: the mean
 * distance over ten bins, each as heavy as it is full. Belongs to one thread.
 */
final class Calibration {
    private static final int BINS = 10;

    private final int[] counts = new int[BINS];
    private final int[] wanted = new int[BINS];
    private final double[] promised = new double[BINS];
    private int total;

    void add(double probability, boolean was) {
        var bin = Math.min((int) (probability * BINS), BINS - 1);
        counts[bin]++;
        wanted[bin] += was ? 1 : 0;
        promised[bin] += probability;
        total++;
    }

    /** 0 to 1. */
    double error() {
        var error = 0.0;
        for (var bin = 0; bin < BINS; bin++) {
            error += Math.abs(promised[bin] - wanted[bin]);
        }
        return total == 0 ? 0 : error / total;
    }

    /** One a bin that holds anything. */
    List<Point> points() {
        return IntStream.range(0, BINS)
                .filter(bin -> counts[bin] > 0)
                .mapToObj(bin ->
                        new Point(
                                promised[bin] / counts[bin],
                                (double) wanted[bin] / counts[bin],
                                counts[bin]))
                .toList();
    }

    /**
     * How one bin was kept.
     *
     * @param promised mean probability, 0 to 1
     * @param kept share of contacts that wanted the option, 0 to 1
     */
    record Point(double promised, double kept, double contacts) {}
}
