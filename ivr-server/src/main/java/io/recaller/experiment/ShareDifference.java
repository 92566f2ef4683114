package io.recaller.experiment;

import java.util.Optional;

/**
 * How much larger a share is in one group of customers than in another, with its 95 % interval
 * (Newcombe 1998, "Interval estimation for the difference between independent proportions", method
 * 10: two Wilson intervals). It holds for small groups and for shares near 0 and 1 too. Pure.
 */
public final class ShareDifference {
    /** Of the normal distribution, two-sided 95 %. */
    private static final double Z = 1.959964;

    private ShareDifference() {}

    /** Empty: in one of them there is nobody. */
    public static Optional<Estimate> of(long some, long of, long otherSome, long otherOf) {
        if (of == 0 || otherOf == 0) {
            return Optional.empty();
        }
        var one = Wilson.of(some, of);
        var other = Wilson.of(otherSome, otherOf);
        var difference = one.share - other.share;
        return Optional.of(
                new Estimate(
                        difference,
                        difference - Math.hypot(one.below(), other.above()),
                        difference + Math.hypot(one.above(), other.below()),
                        of + otherOf));
    }

    /** A share and its interval. */
    private record Wilson(double share, double low, double high) {
        static Wilson of(long some, long of) {
            double share = (double) some / of;
            var square = Z * Z / of;
            var middle = (share + square / 2) / (1 + square);
            var half = Z * Math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square);
            return new Wilson(share, middle - half, middle + half);
        }

        double below() {
            return share - low;
        }

        double above() {
            return high - share;
        }
    }
}
