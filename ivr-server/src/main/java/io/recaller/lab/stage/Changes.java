package io.recaller.lab.stage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The one lock of a stage: all state of its lines changes and is read under it, and whoever waits
 * for something looks again after each change.
 */
final class Changes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    void make(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something is so.
     *
     * @param what a sentence that says what did not happen, for the exception
     */
    void await(String what, BooleanSupplier reached, Duration within) {
        long left = within.toNanos();
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (left <= 0) {
                    throw new NotSeenException(what, within);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NotSeenException(what + " before an interrupt", within);
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass between two things a person does; interrupts end it early. */
    static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
