package io.recaller.experiment;

/**
 * A figure and how sure it is.
 *
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 * @param of how many menus, offers or calls it is the mean of
 */
public record Estimate(double value, double low, double high, long of) {
    /** The whole interval lies below zero. */
    boolean isBelowZero() {
        return high < 0;
    }

    /**
     * So far from zero that chance does it less than once in 300 times: for figures one looks at
     * besides, of which some lie outside their interval on any day.
     */
    boolean isStriking() {
        return Math.abs(value) > 1.5 * (high - low) / 2;
    }

    /** The whole interval lies above zero. */
    boolean isAboveZero() {
        return low > 0;
    }
}
