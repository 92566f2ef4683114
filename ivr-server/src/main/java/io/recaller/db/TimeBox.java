package io.recaller.db;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs pieces of database work on a second virtual thread and stops waiting when their budget is
 * spent: a caller never waits in silence for a slow database.
 *
 * <p>Late work is interrupted and its answer ignored; it keeps its place until it really ends, so
 * no more than the given number of pieces ever run at once. What a late piece writes may still be
 * committed: fence it. Safe for any number of threads.
 */
public final class TimeBox {
    private final Semaphore places;

    /**
     * Makes a box with so many places.
     *
     * @param places most pieces of work running at once, at least 1
     */
    public TimeBox(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("places must be at least 1: " + places);
        }
        this.places = new Semaphore(places);
    }

    /**
     * The work's answer, or empty when it was not there in time, when no place was free or when the
     * database is unavailable. Other failures of the work are thrown as they are.
     *
     * @param budget longest wait, including the wait for a place
     */
    public <T> Optional<T> within(Duration budget, Supplier<? extends T> work) {
        var deadline = System.nanoTime() + budget.toNanos();
        var task = new FutureTask<T>(work::get);
        try {
            if (!places.tryAcquire(budget.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
            Thread.ofVirtual().name("timebox").start(() -> runAndLeave(task));
            return Optional.of(task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            task.cancel(true);
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException failure) {
            return unlessUnavailable(failure.getCause());
        }
    }

    /** Leaves also when the task was cancelled before it began. */
    private void runAndLeave(Runnable task) {
        try {
            task.run();
        } finally {
            places.release();
        }
    }

    private static <T> Optional<T> unlessUnavailable(@Nullable Throwable failure) {
        return switch (failure) {
            case DatabaseUnavailableException _ -> Optional.empty();
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(failure);
        };
    }
}
