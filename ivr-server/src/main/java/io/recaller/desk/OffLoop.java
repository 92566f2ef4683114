package io.recaller.desk;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what may block (database, password hashes) away from the event loops: each task on its own
 * virtual thread, a bounded number at a time.
 */
final class OffLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OffLoop.class);

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-", 0).factory());
    private final Vertx vertx;
    private final Semaphore slots;
    private final Duration patience;

    /**
     * @param atOnce tasks that may run at the same time: no more than the database pool bears
     * @param patience how long a task may wait for its turn before it fails
     */
    OffLoop(Vertx vertx, int atOnce, Duration patience) {
        this.vertx = vertx;
        this.slots = new Semaphore(atOnce);
        this.patience = patience;
    }

    /** The result arrives on the caller's Vert.x context. */
    <T> Future<T> call(Callable<T> work) {
        return start(() -> attempt(work));
    }

    /** As {@link #call}, of what waits for something other than the database: it takes no turn. */
    <T> Future<T> aside(Callable<T> work) {
        return start(() -> result(work));
    }

    private <T> Future<T> start(Supplier<Future<T>> attempt) {
        var context = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        try {
            threads.execute(() -> {
                tell(context, promise, attempt.get());
            });
        } catch (RejectedExecutionException closing) {
            // The page may try it again, at the server that is there then.
            promise.fail(new BusyException());
        }
        return promise.future();
    }

    /** Once the server has stopped there is nobody to tell. */
    private static <T> void tell(Context context, Promise<T> promise, Future<T> result) {
        try {
            context.runOnContext(_ -> result.onComplete(promise));
        } catch (RejectedExecutionException _) {
            log.atDebug().log("a page's work was done after its server");
        }
    }

    private <T> Future<T> attempt(Callable<T> work) {
        try {
            if (!slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Future.failedFuture(new BusyException());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Future.failedFuture(new BusyException());
        }
        try {
            return result(work);
        } finally {
            slots.release();
        }
    }

    /** Whatever it is: who waits for an answer must get one. */
    private static <T> Future<T> result(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Throwable failure) {
            return Future.failedFuture(failure);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Too much is waiting for the database; trying again later may work. */
    static final class BusyException extends RuntimeException {
        BusyException() {
            super("the desk has no free slot for blocking work");
        }
    }
}
