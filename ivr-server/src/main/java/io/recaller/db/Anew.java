package io.recaller.db;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work anew that had to give way to another transaction: once in any case, and then for as
 * long as whoever waits for it bears. Safe for any number of threads.
 *
 * <p>Who waits in a circle is told so after a second (PostgreSQL's {@code deadlock_timeout}): by
 * then nobody has any patience left, and all the same the second time nearly always succeeds.
 */
final class Anew {
    private static final Logger LOG = LoggerFactory.getLogger(Anew.class);

    /** As long as a flow waits for what is known of a caller. */
    static final Duration IN_A_TURN = Duration.ofMillis(300);

    /** As long as an agent takes a press of a button for heard. */
    static final Duration ELSEWHERE = Duration.ofSeconds(2);

    /** Then twice as long: who has the row mostly commits within a few of these. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

    /** Of what was waited in vain: the other, just let in, must be there before us. */
    private static final int LET_IN = 10;

    private final LongSupplier nanoTime;
    private final Consumer<Duration> pause;

    Anew() {
        this(System::nanoTime, each -> LockSupport.parkNanos(each.toNanos()));
    }

    /**
     * By another clock.
     *
     * @param pause returns at once where the thread is interrupted
     */
    Anew(LongSupplier nanoTime, Consumer<Duration> pause) {
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** What came of it, or how it failed the last time. */
    <T extends @Nullable Object> T within(Duration patience, Supplier<? extends T> work) {
        var until = nanoTime.getAsLong() + patience.toNanos();
        var wait = FIRST_PAUSE;
        for (var isFirst = true; ; isFirst = false) {
            var began = nanoTime.getAsLong();
            try {
                return work.get();
            } catch (ConflictException other) {
                if (!isFirst && isOver(until)) {
                    throw other;
                }
                LOG.atDebug().setCause(other).log("another was in the way, anew");
            }
            var letIn = Duration.ofNanos((nanoTime.getAsLong() - began) / LET_IN);
            pause.accept(letIn.compareTo(wait) > 0 ? letIn : wait);
            wait = wait.multipliedBy(2);
        }
    }

    private boolean isOver(long until) {
        return nanoTime.getAsLong() - until >= 0 || Thread.currentThread().isInterrupted();
    }
}
