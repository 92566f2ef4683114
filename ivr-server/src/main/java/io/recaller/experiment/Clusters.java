package io.recaller.experiment;

import java.util.Arrays;
import java.util.List;

/**
 * The sums of each customer of one arm: for every metric a numerator and a denominator. Calls of
 * one customer are alike, so the customer, not the call, is what chance draws.
 */
final class Clusters {
    private static final List<Metric> METRICS = List.of(Metric.values());

    /** Numerator and denominator of every metric. */
    static final int WIDTH = 2 * METRICS.size();

    private double[] sums = new double[64 * WIDTH];
    private int customers;

    /** A further customer; the sums that follow are theirs. */
    void begin() {
        customers++;
        if (customers * WIDTH > sums.length) {
            sums = Arrays.copyOf(sums, 2 * sums.length);
        }
    }

    void add(Metric metric, double numerator, double denominator) {
        var at = (customers - 1) * WIDTH + column(metric);
        sums[at] += numerator;
        sums[at + 1] += denominator;
    }

    /** Where a metric's numerator is within the sums; its denominator comes after. */
    static int column(Metric metric) {
        return 2 * METRICS.indexOf(metric);
    }

    int customers() {
        return customers;
    }

    double[] total() {
        var total = new double[WIDTH];
        for (var customer = 0; customer < customers; customer++) {
            addTo(total, customer, 1);
        }
        return total;
    }

    /** The sums of one customer, as often as they were drawn. */
    void addTo(double[] total, int customer, int times) {
        var at = customer * WIDTH;
        for (var column = 0; column < WIDTH; column++) {
            total[column] += times * sums[at + column];
        }
    }
}
