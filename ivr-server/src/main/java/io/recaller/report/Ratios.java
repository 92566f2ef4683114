package io.recaller.report;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Means and shares, of nothing none. */
final class Ratios {
    private Ratios() {}

    static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    static OptionalDouble share(Duration part, Duration whole) {
        return share(part.toMillis(), whole.toMillis());
    }

    static Optional<Duration> mean(Duration sum, long count) {
        return count == 0 ? Optional.empty() : Optional.of(sum.dividedBy(count));
    }

    /** What is left of it; clocks of two servers differ, but no time is negative. */
    static Duration without(Duration whole, Duration part) {
        var rest = whole.minus(part);
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
