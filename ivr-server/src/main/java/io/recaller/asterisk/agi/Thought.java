package io.recaller.asterisk.agi;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Work done while a caller's thread would only wait: on a virtual thread of its own, or by that
 * thread before it waits. What comes of it is kept until somebody asks.
 */
final class Thought<T> {
    private final FutureTask<T> task;

    private Thought(FutureTask<T> task) {
        this.task = task;
    }

    /** Not begun: {@link #think} does it, once there is time. */
    static <T> Thought<T> of(Supplier<T> work) {
        return new Thought<>(new FutureTask<T>(work::get));
    }

    /** On this thread. */
    void think() {
        task.run();
    }

    static <T> Thought<T> begin(Supplier<T> work) {
        var task = new FutureTask<T>(work::get);
        Thread.ofVirtual().name("thought").start(task);
        return new Thought<>(task);
    }

    boolean isDoneWithin(Duration time) {
        try {
            task.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits for the end, whatever it is. */
    void finish() {
        try {
            task.get();
        } catch (ExecutionException e) {
            // Whoever asks for the outcome is told; nobody does after a hang-up.
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** What the work returned, or the exception it threw. */
    T outcome() {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("the work failed", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for work", e);
    }
}
