package io.recaller.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lends connections, a bounded number of them: some are kept free for the turns of calls, and what
 * is inside the {@link Bulkhead} has half of them at most. Safe for any number of threads.
 */
final class ConnectionPool implements AutoCloseable {
    /** A connection takes PostgreSQL some 200 ms of processor time before it is quick. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Connections connections;
    private final HikariDataSource pool;
    private final Semaphore unhurried;
    private final Semaphore inside;
    private final Duration patience;

    /** Connects only when used. */
    ConnectionPool(DatabaseSettings settings) {
        this(settings, PAUSE);
    }

    /** As above; see {@link Connections} for the pause. */
    ConnectionPool(DatabaseSettings settings, Duration pause) {
        this.connections = new Connections(settings, pause);
        this.pool = pool(settings, connections);
        this.unhurried = new Semaphore(unhurried(settings.connections()), true);
        this.inside = new Semaphore(Math.max(1, settings.connections() / 2), true);
        this.patience = settings.connectionTimeout();
    }

    private static HikariDataSource pool(DatabaseSettings settings, Connections connections) {
        var config = new HikariConfig();
        config.setPoolName("recaller");
        config.setDataSource(connections);
        config.setMaximumPoolSize(settings.connections());
        // More are made when they are wanted: a command or a start needs few.
        config.setMinimumIdle(Math.min(Connections.AT_FIRST, settings.connections()));
        config.setConnectionTimeout(settings.connectionTimeout().toMillis());
        config.setValidationTimeout(Math.min(1000, settings.connectionTimeout().toMillis()));
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** All but one in five; of very few all. */
    private static int unhurried(int connections) {
        return connections - connections / 5;
    }

    /** Tells the registry of the pool from now on, as Micrometer names it ({@code hikaricp}). */
    void measure(MeterRegistry registry) {
        pool.setMetricRegistry(registry);
    }

    /** The wait for leave to have a connection and for the connection are one. */
    <T extends @Nullable Object> T lendLeavingSome(Database.Work<T> work) throws SQLException {
        var until = System.nanoTime() + patience.toNanos();
        if (!Bulkhead.isInside()) {
            return lendLeavingSome(work, until);
        }
        enter(inside, until);
        try {
            return lendLeavingSome(work, until);
        } finally {
            inside.release();
        }
    }

    private <T extends @Nullable Object> T lendLeavingSome(Database.Work<T> work, long until)
            throws SQLException {
        enter(unhurried, until);
        try {
            return lend(work, Duration.ofNanos(until - System.nanoTime()));
        } finally {
            unhurried.release();
        }
    }

    private static void enter(Semaphore places, long until) throws SQLException {
        try {
            if (places.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new SQLTransientConnectionException("all connections are busy");
    }

    /** One of all there are; not for what is inside. */
    <T extends @Nullable Object> T lend(Database.Work<T> work) throws SQLException {
        return Bulkhead.isInside() ? lendLeavingSome(work) : lend(work, patience);
    }

    private <T extends @Nullable Object> T lend(Database.Work<T> work, Duration within)
            throws SQLException {
        try (var connection = connection(within)) {
            return work.with(connection);
        }
    }

    /** The data source itself knows one time-out only, the pool behind it takes each its own. */
    private Connection connection(Duration within) throws SQLException {
        return !pool.isClosed() && pool.getHikariPoolMXBean() instanceof HikariPool behind
                ? behind.getConnection(Math.max(1, within.toMillis()))
                : pool.getConnection();
    }

    /**
     * As {@link Database#rehearse}: renews the connections that nobody has, and keeps the pool full
     * from now on.
     */
    void rehearse(Consumer<? super Tx> work, Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        var pooled = pool.getHikariPoolMXBean();
        connections.rehearse(work, () -> pooled.getThreadsAwaitingConnection() > 0);
        pool.setMinimumIdle(pool.getMaximumPoolSize());
        renewIdle(pooled.getIdleConnections());
        var first = Math.min(Connections.AT_FIRST, pool.getMaximumPoolSize());
        while (connections.rehearsed() < first && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** One that is in use is warm by its use: a rehearsal's was asked all that calls ask. */
    private void renewIdle(int many) {
        for (var i = 0; i < many; i++) {
            try (var connection = connection(LOOK_AGAIN)) {
                pool.evictConnection(connection);
            } catch (SQLException _) {
                return; // somebody was faster
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
