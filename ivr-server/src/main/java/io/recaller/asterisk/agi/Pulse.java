package io.recaller.asterisk.agi;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Tells whether this process stood still just now: stopped, swapped out, or its machine was. Then
 * the dialplan has taken its calls away, and a line that broke is nobody's hang-up. Any thread may
 * ask.
 */
final class Pulse {
    /** Less than the dialplan gives a server that says nothing. */
    private static final Duration GAP = Duration.ofSeconds(3);

    /** How long the lines of before are still found to be broken. */
    private static final Duration AFTER = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final LongSupplier nanos;
    private volatile long last;
    private volatile long woke;
    private volatile boolean stopped;

    /**
     * @param nanos as {@link System#nanoTime()}
     */
    Pulse(LongSupplier nanos) {
        this.nanos = nanos;
        last = nanos.getAsLong();
        woke = last - AFTER.toNanos();
    }

    /** Beats until {@link #stop}. */
    void run() {
        while (!stopped) {
            beat();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    void stop() {
        stopped = true;
    }

    void beat() {
        var now = nanos.getAsLong();
        if (now - last > GAP.toNanos()) {
            woke = now;
        }
        last = now;
    }

    boolean hasJustStoodStill() {
        var now = nanos.getAsLong();
        return !stopped && (now - last > GAP.toNanos() || now - woke < AFTER.toNanos());
    }
}
