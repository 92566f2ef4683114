package io.recaller.db;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jooq.impl.DSL;

/** Another transaction that wants the same rows as some work, at the same moment. */
public final class Crossing {
    private final Database db;

    public Crossing(Database db) {
        this.db = db;
    }

    /**
     * The other has the first row when the work begins, and takes the second once the work waits
     * for it: whoever locks in the order of all others has the second one not yet.
     *
     * @return what came of the work
     * @throws ConflictException when the work has the second row
     */
    public <T> T inOrder(Consumer<Tx> first, Consumer<Tx> second, Callable<T> work)
            throws Exception {
        return meets(
                first,
                tx -> {
                    // Whoever closes a circle looks for it: at once, whenever that is.
                    tx.dsl().execute("set local deadlock_timeout = '5ms'");
                    second.accept(tx);
                },
                work,
                other -> {
                    throw other;
                });
    }

    /** As above, of work that returns nothing. */
    public void inOrder(Consumer<Tx> first, Consumer<Tx> second, Runnable work) throws Exception {
        var _ = inOrder(first, second, Executors.callable(work, true));
    }

    /**
     * The other locks what the work does, the other way round, and is not the one to look for a
     * circle: it is the work that gives way, once. On a machine so slow that the work has looked
     * for one before the other closed it, the other does: then the work went on as if alone.
     *
     * @return what came of the work
     */
    public <T> T crosswise(Consumer<Tx> first, Consumer<Tx> second, Callable<T> work)
            throws Exception {
        return meets(
                first,
                tx -> {
                    tx.dsl().execute("set local deadlock_timeout = '8s'");
                    second.accept(tx);
                },
                work,
                _ -> {});
    }

    /** As above, of work that returns nothing. */
    public void crosswise(Consumer<Tx> first, Consumer<Tx> second, Runnable work) throws Exception {
        var _ = crosswise(first, second, Executors.callable(work, true));
    }

    private <T> T meets(
            Consumer<Tx> first,
            Consumer<Tx> second,
            Callable<T> work,
            Consumer<ConflictException> gaveWay)
            throws Exception {
        var running = new FutureTask<>(work);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            db.runInTransaction(tx -> {
                first.accept(tx);
                threads.execute(running);
                // The work looks for a circle a second after it began to wait.
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .pollInSameThread()
                        .until(() -> running.isDone() || isWaitedFor(tx));
                second.accept(tx);
            });
        } catch (ConflictException other) {
            gaveWay.accept(other);
        }
        return came(running);
    }

    private static <T> T came(FutureTask<T> running) throws Exception {
        try {
            return running.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }

    private static boolean isWaitedFor(Tx tx) {
        return tx.dsl()
                .fetchExists(
                        DSL.table("pg_locks"),
                        DSL.condition("not granted"),
                        DSL.condition("pg_backend_pid() = any(pg_blocking_pids(pid))"));
    }
}
