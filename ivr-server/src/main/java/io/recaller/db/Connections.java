package io.recaller.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    /** Then a connection is handed over as it is: somebody may be waiting for it. */
    private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(1);

    /** So many are made as soon as there is something to ask. */
    static final int AT_FIRST = 2;

    private final long statementMillis;
    private final Duration pause;
    private transient volatile @Nullable Consumer<? super Tx> rehearsal;
    private transient volatile BooleanSupplier awaited = () -> true;
    private final AtomicInteger rehearsed = new AtomicInteger();

    /**
     * pgjdbc, "Connection parameters": timeouts there are whole seconds.
     *
     * @param pause before each but the first few, while nobody waits for one
     */
    Connections(DatabaseSettings settings, Duration pause) {
        this.pause = pause;
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
     * What is asked on every connection made from now on: of the first few at once, of the others
     * one by one, so that it leaves room for callers.
     *
     * @param awaited whether somebody waits for a connection: then nothing is put off
     */
    void rehearse(Consumer<? super Tx> work, BooleanSupplier awaited) {
        rehearsal = work;
        this.awaited = awaited;
    }

    /** How many were asked. */
    int rehearsed() {
        return rehearsed.get();
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
        var end = System.nanoTime() + pause.toNanos();
        while (rehearsed() >= AT_FIRST
                && !awaited.getAsBoolean()
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
                if (rehearsed() >= AT_FIRST && awaited.getAsBoolean()) {
                    break;
                }
            }
        } catch (RuntimeException _) {
            // Whoever asks the same on a call is told what is wrong.
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            rehearsed.incrementAndGet();
        }
    }
}
