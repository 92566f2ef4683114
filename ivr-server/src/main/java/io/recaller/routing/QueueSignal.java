package io.recaller.routing;

import io.recaller.db.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears PostgreSQL's {@code NOTIFY recaller_queue} on a connection of its own and wakes the router.
 *
 * <p>Only a hint that saves waiting for the poll: while the connection is lost nothing else is.
 */
public final class QueueSignal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(QueueSignal.class);

    /** How long one read of the socket blocks; a dead network is noticed by TCP keep-alive. */
    private static final int LISTEN_MILLIS = 10_000;

    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final DatabaseSettings settings;
    private final Runnable wake;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<@Nullable Connection> open = new AtomicReference<>();
    private final Thread thread = Thread.ofVirtual().name("queue-signal").unstarted(this::run);

    /** Makes a signal that hears nothing until {@link #start}. */
    public QueueSignal(DatabaseSettings settings, Runnable wake) {
        this.settings = settings;
        this.wake = wake;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            var connection = open.get();
            if (connection != null) {
                connection.abort(Runnable::run);
            }
            if (thread.getState() != Thread.State.NEW && !thread.join(CLOSE_WITHIN)) {
                thread.interrupt();
            }
        } catch (SQLException alreadyGone) {
            log.atDebug().setCause(alreadyGone).log("queue signal was closed already");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var lost = false;
        while (isOpen()) {
            try (var connection = connect()) {
                if (lost) {
                    log.atInfo().log("queue signal is heard again");
                }
                lost = false;
                listen(connection);
            } catch (SQLException failure) {
                if (!lost && isOpen()) {
                    log.atWarn()
                            .addKeyValue("reason", failure.getMessage())
                            .log("queue signal lost, the poll goes on");
                }
                lost = true;
                pause();
            }
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "recaller-queue");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(settings.url(), properties);
    }

    private void listen(Connection connection) throws SQLException {
        open.set(connection);
        try (var statement = connection.createStatement()) {
            statement.execute("listen recaller_queue");
        }
        wake.run();
        var notices = connection.unwrap(PGConnection.class);
        while (isOpen()) {
            var heard = notices.getNotifications(LISTEN_MILLIS);
            if (heard != null && heard.length > 0) {
                wake.run();
            }
        }
    }

    private void pause() {
        try {
            closing.await(RECONNECT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            closing.countDown();
        }
    }
}
