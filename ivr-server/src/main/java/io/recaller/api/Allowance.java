package io.recaller.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often each API key may ask: a bucket that fills steadily. Thread-safe by its own lock; holds
 * one bucket per key of the settings.
 */
final class Allowance {
    private final InstantSource clock;
    private final int perSecond;
    private final int burst;
    private final Map<String, Bucket> buckets = new HashMap<>();

    Allowance(InstantSource clock, ApiLimits limits) {
        this.clock = clock;
        this.perSecond = limits.perSecond();
        this.burst = limits.burst();
    }

    /** Takes one request of the key's allowance; when it is used up, says how long to wait. */
    synchronized Optional<Duration> take(String key) {
        var now = clock.instant();
        var bucket = buckets.getOrDefault(key, new Bucket(burst, now));
        var filled = Math.min(burst, bucket.requests + seconds(bucket.at, now) * perSecond);
        var granted = filled >= 1;
        buckets.put(key, new Bucket(granted ? filled - 1 : filled, now));
        return granted ? Optional.empty() : Optional.of(Duration.ofSeconds(1));
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
    }

    private record Bucket(double requests, Instant at) {}
}
