package io.recaller.bench.load;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Times as they are measured, by any number of threads. */
final class Latencies {
    private final Collection<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(long elapsedNanos) {
        nanos.add(elapsedNanos);
    }

    int count() {
        return nanos.size();
    }

    /** The time that this share of all was not longer than; zero when nothing was measured. */
    Duration at(double share) {
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        var rank = (int) Math.ceil(share * sorted.length) - 1;
        return Duration.ofNanos(sorted[Math.max(0, rank)]);
    }

    /** Such as {@code p50 0.9 p99 4.1 max 12.0 ms}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %7.2f   p99 %7.2f   max %8.2f ms",
                millis(at(0.5)),
                millis(at(0.99)),
                millis(at(1)));
    }

    static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
