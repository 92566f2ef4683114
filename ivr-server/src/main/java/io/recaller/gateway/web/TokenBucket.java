package io.recaller.gateway.web;

import java.time.Duration;
import java.time.Instant;

/** An allowance that fills up steadily. Thread-safe by its own lock. */
final class TokenBucket {
    private final int burst;
    private final double perSecond;
    private double tokens;
    private Instant at;

    TokenBucket(int burst, double perSecond, Instant now) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.tokens = burst;
        this.at = now;
    }

    /** Whether there was one to take. */
    synchronized boolean take(Instant now) {
        fill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    synchronized boolean isFull(Instant now) {
        fill(now);
        return tokens >= burst;
    }

    private void fill(Instant now) {
        var seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
        tokens = Math.min(burst, tokens + seconds * perSecond);
        at = now;
    }
}
