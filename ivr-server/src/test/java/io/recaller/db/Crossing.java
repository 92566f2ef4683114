package io.recaller.db;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
     * @throws DatabaseUnavailableException when the work has the second row
     */
    public <T> T inOrder(Consumer<Tx> first, Consumer<Tx> second, Callable<T> work)
            throws Exception {
        return meets(
                first,
                tx -> {
                    // Less than PostgreSQL waits before it looks for a circle.
                    tx.dsl().execute("set local lock_timeout = 400");
                    second.accept(tx);
                },
                work);
    }

    /** As above, of work that returns nothing. */
    public void inOrder(Consumer<Tx> first, Consumer<Tx> second, Runnable work) throws Exception {
        var _ = inOrder(first, second, Executors.callable(work, true));
    }

    /**
     * The other locks what the work does, the other way round, and is not the one to look for a
     * circle: it is the work that gives way, once.
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
                work);
    }

    /** As above, of work that returns nothing. */
    public void crosswise(Consumer<Tx> first, Consumer<Tx> second, Runnable work) throws Exception {
        var _ = crosswise(first, second, Executors.callable(work, true));
    }

    private <T> T meets(Consumer<Tx> first, Consumer<Tx> second, Callable<T> work)
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    db.<Future<T>>inTransaction(tx -> {
                        first.accept(tx);
                        var begun = threads.submit(work);
                        // The work looks for a circle a second after it began to wait.
                        await().pollDelay(Duration.ZERO)
                                .pollInterval(Duration.ofMillis(2))
                                .pollInSameThread()
                                .until(() -> begun.isDone() || isWaitedFor(tx));
                        second.accept(tx);
                        return begun;
                    });
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
