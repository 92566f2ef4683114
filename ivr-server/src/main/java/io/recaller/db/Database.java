package io.recaller.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The database, open: a bounded pool of connections to a schema that is up to date.
 *
 * <p>Safe for any number of threads. Every method blocks; never call one on an event loop.
 */
public final class Database implements AutoCloseable {
    /** Nothing is logged by jOOQ itself: bind values are callers' numbers and names. */
    private static final Settings JOOQ =
            new Settings().withExecuteLogging(false).withRenderSchema(false);

    private final HikariDataSource pool;
    private final DSLContext dsl;
    private final TimeBox healthChecks = new TimeBox(1);

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.dsl = DSL.using(pool, SQLDialect.POSTGRES, JOOQ);
    }

    /**
     * Migrates the schema, makes the coming months' partitions and opens the pool.
     *
     * @throws DatabaseUnavailableException when the database cannot be reached
     */
    public static Database open(DatabaseSettings settings) {
        Migration.run(settings);
        var database = connect(settings);
        database.ensurePartitions();
        return database;
    }

    /** Opens a pool to a schema that is known to be up to date; connects only when used. */
    static Database connect(DatabaseSettings settings) {
        return new Database(pool(settings));
    }

    /**
     * Runs the work in one transaction: committed when it returns, rolled back when it throws.
     *
     * @throws DatabaseUnavailableException when the database is down, full or too slow; nothing was
     *     written, unless the answer to the commit itself was what got lost
     */
    public <T extends @Nullable Object> T inTransaction(Function<? super Tx, ? extends T> work) {
        try {
            return dsl.transactionResult(
                    configuration -> work.apply(new Tx(DSL.using(configuration))));
        } catch (DataAccessException failure) {
            if (DatabaseUnavailableException.isUnavailable(failure)) {
                throw new DatabaseUnavailableException("database unavailable", failure);
            }
            throw failure;
        }
    }

    /** As {@link #inTransaction}, for work that returns nothing. */
    public void runInTransaction(Consumer<? super Tx> work) {
        inTransaction(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /**
     * Makes the partitions of {@code contact} for this month and the coming ones. Call it daily.
     */
    public void ensurePartitions() {
        runInTransaction(Migration::ensurePartitions);
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
        pool.close();
    }

    private static HikariDataSource pool(DatabaseSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("recaller");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connections());
        config.setConnectionTimeout(settings.connectionTimeout().toMillis());
        config.setValidationTimeout(Math.min(1000, settings.connectionTimeout().toMillis()));
        config.setInitializationFailTimeout(-1);
        config.setDataSourceProperties(Connections.properties(settings));
        return new HikariDataSource(config);
    }
}
