package io.recaller.gateway.web;

import io.recaller.db.Bulkhead;
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
import java.util.concurrent.TimeoutException;

/**
 * Runs what asks the rows away from the event loops, on virtual threads, so many at a time, and all
 * inside the {@link Bulkhead}: callers and agents need connections too.
 */
public final class Blocking implements AutoCloseable {
    /** Each holds a connection of the pool for as long as a slow disk takes over a large file. */
    private static final int FILES_AT_ONCE = 2;

    private static final Duration FILES_WAIT_FOR = Duration.ofSeconds(30);

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("chat-", 0).factory());
    private final Vertx vertx;
    private final Semaphore slots;
    private final Duration patience;

    /**
     * @param atOnce no more than the database pool bears
     * @param patience how long a task may wait for its turn before it fails
     */
    Blocking(Vertx vertx, int atOnce, Duration patience) {
        this.vertx = vertx;
        this.slots = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /**
     * For the files of chats and pages together: whoever writes or presses never waits for them.
     */
    public static Blocking ofFiles(Vertx vertx) {
        return new Blocking(vertx, FILES_AT_ONCE, FILES_WAIT_FOR);
    }

    /** The result arrives on the caller's Vert.x context; a server that stops starts nothing. */
    <T> Future<T> call(Callable<T> work) {
        var context = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        try {
            threads.execute(() -> {
                var result = attempt(work);
                context.runOnContext(_ -> result.onComplete(promise));
            });
        } catch (RejectedExecutionException stopping) {
            return Future.failedFuture(stopping);
        }
        return promise.future();
    }

    /** On an event loop, which it must not block; never once Vert.x is closed. */
    void later(Duration time, Runnable deed) {
        vertx.setTimer(time.toMillis(), _ -> deed.run());
    }

    private <T> Future<T> attempt(Callable<T> work) {
        try {
            if (!slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Future.failedFuture(new TimeoutException("too much waits for the rows"));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Future.failedFuture(interrupted);
        }
        try {
            return Future.succeededFuture(Bulkhead.call(work::call));
        } catch (Throwable failure) { // whoever waits for an answer must get one
            return Future.failedFuture(failure);
        } finally {
            slots.release();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
