package io.recaller.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs blocking work away from the event loops: a virtual thread each, so many at once, so many
 * waiting, no more. Thread-safe.
 */
final class Workers implements AutoCloseable {
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory());
    private final Semaphore admitted;
    private final Semaphore running;
    private final Semaphore sharing;
    private final Duration patience;

    Workers(ApiLimits limits) {
        this.admitted = new Semaphore(limits.concurrent() + limits.waiting());
        this.running = new Semaphore(limits.concurrent(), true);
        this.sharing = new Semaphore(limits.concurrent() + limits.waiting());
        this.patience = limits.patience();
    }

    /**
     * The answer of the work, or {@link Problem#busy} when there is no room, or no more work is
     * taken. May be called anywhere.
     */
    Future<Answer> submit(Supplier<Answer> work) {
        return admit(admitted, () -> inTurn(work));
    }

    /**
     * As {@link #submit}, for what takes next to nothing by itself and then goes along with others:
     * it takes no connection of its own, so it waits for nobody's turn; and where it stands still,
     * it takes nobody else's room.
     */
    Future<Answer> submitShared(Supplier<Answer> work) {
        return admit(sharing, work);
    }

    private Future<Answer> admit(Semaphore room, Supplier<Answer> work) {
        if (!room.tryAcquire()) {
            return Future.succeededFuture(Problem.busy());
        }
        var promise = Promise.<Answer>promise();
        try {
            threads.execute(() -> {
                try {
                    promise.complete(work.get());
                } catch (RuntimeException failure) {
                    promise.fail(failure);
                } finally {
                    room.release();
                }
            });
        } catch (RejectedExecutionException _) { // it is closed: the server is being stopped
            room.release();
            return Future.succeededFuture(Problem.busy());
        }
        return promise.future();
    }

    private Answer inTurn(Supplier<Answer> work) {
        try {
            if (!running.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Problem.busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Problem.busy();
        }
        try {
            return work.get();
        } finally {
            running.release();
        }
    }

    /** Waits for the work that is being done. */
    @Override
    public void close() {
        threads.close();
    }
}
