package io.recaller.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes the connections of the pool. One is handed over only when it is quick: what calls ask was
 * asked on it before, in a transaction that is taken back. Any thread.
 *
 * <p>What the address says ({@code jdbc:postgresql://…?prepareThreshold=0}) is stronger than what
 * is said here.
 */
final class Connections extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;

    /**
     * A statement is planned anew at its first five runs on a connection; at the sixth PostgreSQL
     * keeps the plan when it is as good (plancache.c, choose_custom_plan).
     */
    private static final int UNTIL_PLANS_ARE_KEPT = 6;

    /** Then a connection is handed over as it is: somebody may be waiting for it. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(1);

    private final long statementMillis;
    private transient volatile @Nullable Consumer<? super Tx> rehearsal;
    private transient volatile BooleanSupplier hurry = () -> true;

    /** pgjdbc, "Connection parameters": timeouts there are whole seconds. */
    Connections(DatabaseSettings settings) {
        setApplicationName("recaller");
        setTcpKeepAlive(true);
        // PostgreSQL quotes whole rows in its details: callers' numbers would reach the log.
        setLogServerErrorDetail(false);
        setConnectTimeout(seconds(settings.connectionTimeout()));
        // A dead network must not hold a thread: the socket gives up shortly after the statement.
        setSocketTimeout(seconds(settings.statementTimeout().plusSeconds(1)));
        // A statement that is used again is not parsed again.
        setPrepareThreshold(1);
        setURL(settings.url());
        setUser(settings.user());
        setPassword(settings.password());
        statementMillis = settings.statementTimeout().toMillis();
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.plusMillis(999).toSeconds());
    }

    /**
     * What is asked on every connection made from now on.
     *
     * @param hurry whether somebody waits for one; else they are made one by one, so that what they
     *     ask leaves room for callers
     */
    void rehearse(Consumer<? super Tx> work, BooleanSupplier hurry) {
        rehearsal = work;
        this.hurry = hurry;
    }

    @Override
    public Connection getConnection() throws SQLException {
        pause();
        var connection = super.getConnection();
        try {
            limit(connection);
            rehearse(connection);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    private void pause() {
        var end = System.nanoTime() + PAUSE.toNanos();
        while (!hurry.getAsBoolean()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Not as a start-up parameter, which PgBouncer refuses. */
    private void limit(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set statement_timeout = " + statementMillis);
        }
    }

    /** A rehearsal that fails spoils nothing: the connection is slower at first. */
    private void rehearse(Connection connection) throws SQLException {
        var work = rehearsal;
        if (work == null) {
            return;
        }
        var end = System.nanoTime() + LONGEST_REHEARSAL.toNanos();
        connection.setAutoCommit(false);
        try {
            for (var i = 0; i < UNTIL_PLANS_ARE_KEPT && System.nanoTime() < end; i++) {
                work.accept(Tx.on(connection));
            }
        } catch (RuntimeException _) {
            // Whoever asks the same on a call is told what is wrong.
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
