package io.recaller.customer.pin;

import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.jooq.impl.DSL;

/** What is seen of the database while a PIN is compared, which takes a second or so on purpose. */
public final class Comparing {
    /** At this cost. */
    public static final int SLOW = 14;

    private static final String BY = "at.favre.lib.crypto.bcrypt.";

    private Comparing() {}

    /**
     * Runs work in which a PIN is compared, and counts how often a transaction was seen open
     * meanwhile.
     *
     * @param result what came of the work
     * @param looked how often the database was looked at from the first to the last of it while the
     *     PIN was compared
     * @param open how often of these a transaction of another was open
     */
    public record Seen<T>(T result, int looked, int open) {}

    /** Nobody else uses the database. */
    public static <T> Seen<T> seen(Database db, Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        var worker = Thread.ofPlatform().name("compares").start(task);
        var looked = 0;
        var open = 0;
        while (!task.isDone()) {
            if (!isComparing(worker)) {
                Thread.onSpinWait();
                continue;
            }
            boolean isOpen = db.inTransaction(Comparing::isAnotherOpen);
            if (isComparing(worker)) {
                looked++;
                open += isOpen ? 1 : 0;
            }
        }
        return new Seen<>(task.get(), looked, open);
    }

    private static boolean isComparing(Thread worker) {
        Predicate<StackTraceElement> isHash = frame -> frame.getClassName().startsWith(BY);
        return Arrays.stream(worker.getStackTrace()).anyMatch(isHash);
    }

    /** It has begun and holds what it locked, though it does nothing just now. */
    private static boolean isAnotherOpen(Tx tx) {
        return tx.dsl()
                .fetchExists(
                        DSL.table("pg_stat_activity"),
                        DSL.condition("datname = current_database()"),
                        DSL.condition("pid <> pg_backend_pid()"),
                        DSL.condition("backend_type = 'client backend'"),
                        DSL.condition("xact_start is not null"));
    }
}
