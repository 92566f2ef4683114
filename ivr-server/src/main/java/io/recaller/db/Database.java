package io.recaller.db;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * The database, open: a bounded pool of connections to a schema that is up to date.
 *
 * <p>Safe for any number of threads. Every method blocks; never call one on an event loop.
 */
public final class Database implements AutoCloseable {
    private final ConnectionPool pool;
    private final ContactMonths months = new ContactMonths(this);
    private final TimeBox healthChecks = new TimeBox(1);
    private final Anew anew = new Anew();
    private final @Nullable RehearsalConnection stage;

    private Database(ConnectionPool pool, @Nullable RehearsalConnection stage) {
        this.pool = pool;
        this.stage = stage;
    }

    /**
     * Migrates the schema, makes the coming months' partitions and opens the pool.
     *
     * @throws DatabaseUnavailableException when the database cannot be reached
     */
    public static Database open(DatabaseSettings settings) {
        Migration.run(settings);
        return opened(settings);
    }

    /**
     * As {@link #open}, where there is nothing to migrate; none where there is.
     *
     * @throws DatabaseUnavailableException when it cannot be reached
     * @throws PostgresException when it is too old or refuses us
     */
    public static Optional<Database> openCurrent(DatabaseSettings settings) {
        return Migration.isCurrent(settings) ? Optional.of(opened(settings)) : Optional.empty();
    }

    /**
     * As it is: nothing of it is migrated or made.
     *
     * @throws UnreadyDatabaseException when it is empty, or of an older schema
     * @throws DatabaseUnavailableException when it cannot be reached
     */
    public static Database openToRead(DatabaseSettings settings) {
        Migration.refuseOlder(settings);
        return connect(settings);
    }

    private static Database opened(DatabaseSettings settings) {
        var database = connect(settings);
        try {
            database.months.ensureComing();
            return database;
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    /** Opens a pool to a schema that is known to be up to date; connects only when used. */
    static Database connect(DatabaseSettings settings) {
        return new Database(new ConnectionPool(settings), null);
    }

    /** From now on the registry tells of the pool, as Micrometer names it ({@code hikaricp}). */
    public void measure(MeterRegistry registry) {
        pool.measure(registry);
    }

    /**
     * Runs the work in one transaction: committed when it returns, rolled back when it throws.
     *
     * @throws DatabaseUnavailableException when the database is down, full or too slow; nothing was
     *     written, unless the answer to the commit itself was what got lost
     * @throws UnstorableException when it can never hold a value; nothing was written
     * @throws ConflictException when another transaction was in the way; nothing was written
     */
    public <T extends @Nullable Object> T inTransaction(Function<? super Tx, ? extends T> work) {
        return inTransaction(work, pool::lendLeavingSome);
    }

    /** As {@link #inTransaction}, for the turns of calls as {@link #atOnceForTurns} is. */
    public <T extends @Nullable Object> T inTransactionForTurns(
            Function<? super Tx, ? extends T> work) {
        return inTransaction(work, pool::lend);
    }

    private <T extends @Nullable Object> T inTransaction(
            Function<? super Tx, ? extends T> work, Lending<T> lending) {
        return connected(
                connection ->
                        stage == null ? transacted(work, connection) : committed(work, connection),
                lending);
    }

    private static <T extends @Nullable Object> T transacted(
            Function<? super Tx, ? extends T> work, Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var tx = Tx.on(connection);
            T result = work.apply(tx);
            connection.commit();
            tx.committed();
            return result;
        } catch (Throwable failure) {
            rollBack(connection, failure);
            throw failure;
        }
    }

    /**
     * As {@link #inTransaction}; when another transaction is in the way it is run anew, once and
     * then for two seconds.
     *
     * <p>What waited for as long as a statement may is not tried anew: whoever is waited for here
     * has waited long enough.
     *
     * @param work does nothing but with the database; what is told of it is told {@linkplain
     *     Tx#afterCommit after the commit}
     */
    public <T extends @Nullable Object> T inTransactionOrAgain(
            Function<? super Tx, ? extends T> work) {
        return anew.within(Anew.ELSEWHERE, () -> inTransaction(work));
    }

    /**
     * As {@link #inTransactionOrAgain}, for the turns of calls as {@link #atOnceForTurns} is: anew
     * once and then for 300 ms.
     */
    public <T extends @Nullable Object> T inTransactionForTurnsOrAgain(
            Function<? super Tx, ? extends T> work) {
        return anew.within(Anew.IN_A_TURN, () -> inTransactionForTurns(work));
    }

    /** As {@link #inTransactionOrAgain}, for work that returns nothing. */
    public void runInTransactionOrAgain(Consumer<? super Tx> work) {
        inTransactionOrAgain(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /**
     * As {@link #inTransaction}, for what takes longer than a statement may: reports. It uses one
     * processor of the database at most, which callers need too.
     *
     * @param longest of each statement
     */
    public <T extends @Nullable Object> T inLongTransaction(
            Duration longest, Function<? super Tx, ? extends T> work) {
        if (stage != null) {
            return inTransaction(work);
        }
        return inTransactionWithin(
                longest,
                tx -> {
                    tx.dsl().execute("set local work_mem = '64MB'");
                    tx.dsl().execute("set local max_parallel_workers_per_gather = 0");
                    // What is guessed to be few rows may be millions, and is then joined for
                    // hours.
                    tx.dsl().execute("set local enable_nestloop = off");
                    tx.dsl().execute("set local plan_cache_mode = force_custom_plan");
                    return work.apply(tx);
                });
    }

    /**
     * As {@link #inTransaction}, for statements that carry much: files. Few rows are found as
     * usual, where {@link #inLongTransaction} reads whole tables.
     *
     * @param longest of each statement
     */
    public <T extends @Nullable Object> T inTransactionWithin(
            Duration longest, Function<? super Tx, ? extends T> work) {
        if (stage != null) {
            return inTransaction(work);
        }
        return connected(connection -> {
            // Both end with the transaction, and the socket's when the pool has it back.
            connection.setNetworkTimeout(Runnable::run, (int) longest.plusSeconds(1).toMillis());
            return transacted(
                    tx -> {
                        tx.dsl().execute("set local statement_timeout = " + longest.toMillis());
                        return work.apply(tx);
                    },
                    connection);
        });
    }

    /**
     * Runs one statement that is committed as it returns: one exchange with the database, where a
     * transaction takes two. Each further statement would be committed by itself.
     *
     * @throws DatabaseUnavailableException as {@link #inTransaction}
     */
    public <T extends @Nullable Object> T atOnce(Function<? super Tx, ? extends T> statement) {
        return connected(connection -> committed(statement, connection));
    }

    private <T extends @Nullable Object> T committed(
            Function<? super Tx, ? extends T> statement, Connection connection) {
        var tx = Tx.on(connection);
        T result = statement.apply(tx);
        if (stage == null) {
            tx.committed();
        }
        return result;
    }

    /**
     * As {@link #atOnce}, for the turns of calls: of the connections some are kept free for them,
     * so that beginnings, ends, learning and pages leave room for what callers do just now.
     */
    public <T extends @Nullable Object> T atOnceForTurns(
            Function<? super Tx, ? extends T> statement) {
        return connected(connection -> committed(statement, connection), pool::lend);
    }

    /** As {@link #atOnce}, for a statement that returns nothing. */
    public void runAtOnce(Consumer<? super Tx> statement) {
        atOnce(tx -> {
            statement.accept(tx);
            return true;
        });
    }

    private <T extends @Nullable Object> T connected(Work<T> work) {
        return connected(work, pool::lendLeavingSome);
    }

    private <T extends @Nullable Object> T connected(Work<T> work, Lending<T> lending) {
        try {
            return stage == null ? lending.to(work) : stage.with(work);
        } catch (DataAccessException | SQLException failure) {
            if (DatabaseUnavailableException.isUnavailable(failure)) {
                throw new DatabaseUnavailableException(
                        DatabaseUnavailableException.words(failure), failure);
            }
            if (ConflictException.isConflict(failure)) {
                throw new ConflictException(failure);
            }
            UnstorableException.of(failure)
                    .ifPresent(unstorable -> {
                        throw unstorable;
                    });
            throw failure instanceof DataAccessException wrong
                    ? wrong
                    : new DataAccessException("the database refused", failure);
        }
    }

    @FunctionalInterface
    private interface Lending<T extends @Nullable Object> {
        T to(Work<T> work) throws SQLException;
    }

    /** What failed is told, not that rolling back failed too: then the connection is broken. */
    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }

    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T with(Connection connection) throws SQLException;
    }

    /** As {@link #inTransaction}, for work that returns nothing. */
    public void runInTransaction(Consumer<? super Tx> work) {
        inTransaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /**
     * Runs this work on each connection before it is handed out, in a transaction that is taken
     * back: the first call on a new connection then waits no longer than the hundredth. Renews the
     * connections that nobody has and keeps the pool full from now on; waits until two are ready,
     * or the time is over: the others follow one by one while calls are served.
     */
    public void rehearse(Consumer<? super Tx> work, Duration patience) {
        pool.rehearse(work, patience);
    }

    /**
     * Lends this work a database that looks like this one: what is written can be read there, and
     * all of it is taken back when the work is over. It is one connection in one transaction, which
     * whoever uses the database takes in turn. Used later, it is unavailable.
     *
     * @throws DatabaseUnavailableException when there is no connection
     */
    public void stage(Consumer<? super Database> work) {
        connected(connection -> {
            connection.setAutoCommit(false);
            var staged = new RehearsalConnection(connection);
            try {
                work.accept(new Database(pool, staged));
            } finally {
                staged.end();
            }
            return true;
        });
    }

    /** Whether it is one that {@link #stage} lends, in which nothing stays. */
    public boolean isStage() {
        return stage != null;
    }

    /** The partitions of contacts. */
    public ContactMonths months() {
        return months;
    }

    /**
     * Whether the database answers a read within the deadline. Never throws for a database down.
     */
    public boolean answersWithin(Duration deadline) {
        return healthChecks
                .within(deadline, () -> inTransaction(tx -> tx.dsl().selectOne().fetchSingle()))
                .isPresent();
    }

    @Override
    public void close() {
        if (stage == null) {
            pool.close();
        }
    }
}
