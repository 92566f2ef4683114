package io.recaller.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears PostgreSQL's {@code NOTIFY recaller_look} on a connection of its own and says "look again".
 * Triggers send it when a transaction is committed, to every server.
 *
 * <p>Only a hint that saves waiting for the poll of whoever listens: while the connection is lost
 * nothing else is. Listeners are called on the thread that hears, so they must return at once.
 */
public final class Signals implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);

    /** How long one read of the socket blocks; a dead network is noticed by TCP keep-alive. */
    private static final int LISTEN_MILLIS = 10_000;

    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    /** What is to be looked at again; in lower case the first word of a payload. */
    public enum Subject {
        /** A contact waits, or an agent has room for one. */
        QUEUE,
        /** Whether an agent takes contacts, or what an agent holds; the id is the agent's. */
        AGENT,
        /** A card is on an agent's screen; the id is the assignment's. */
        CARD,
        /**
         * Who a contact in an agent's hands is with is known otherwise; the id is the contact's.
         */
        CALLER,
        /** Whether an agent may still use the desk; the id is the agent's. */
        ACCESS,
        /** A talk is on hold or handed over. */
        TRANSFER,
        /** Something was written in a thread, or what became of it; the id is the thread's. */
        MESSAGE,
        /** Something waits to be sent in a thread; the id is the thread's. */
        OUTGOING,
        /**
         * What was written to somebody was sent, has arrived or was seen; the id is the thread's.
         */
        RECEIPT,
        /** A dialogue that a page shows has gone on; the id is the contact's. */
        DIALOGUE,
        /**
         * A customer is writing in a thread, whose id it is; {@link Signals#send sent}, no row's.
         */
        CUSTOMER_TYPES,
        /** An agent is; as above. */
        AGENT_TYPES
    }

    private final DatabaseSettings settings;
    private final Map<Subject, Consumer<Optional<UUID>>> listeners = new EnumMap<>(Subject.class);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<@Nullable Connection> open = new AtomicReference<>();
    private final Thread thread = Thread.ofVirtual().name("signals").unstarted(this::run);

    /** Hears nothing until {@link #start}. */
    public Signals(DatabaseSettings settings) {
        this.settings = settings;
    }

    /**
     * Tells this listener from now on; before {@link #start}.
     *
     * @param look the id of what changed; empty: anything may have, since nobody listened
     */
    public Signals tell(Subject subject, Consumer<Optional<UUID>> look) {
        listeners.merge(subject, look, Consumer::andThen);
        return this;
    }

    /** Tells every server at commit what is worth no row. */
    public static void send(Tx tx, Subject subject, UUID id) {
        var payload = subject.name().toLowerCase(Locale.ROOT) + " " + id;
        var _ = tx.dsl().fetch("select pg_notify('recaller_look', {0})", DSL.val(payload));
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
            log.atDebug().setCause(alreadyGone).log("signals were closed already");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var lost = false;
        while (isOpen()) {
            try (var connection = connect()) {
                if (lost) {
                    log.atInfo().log("signals are heard again");
                }
                lost = false;
                listen(connection);
            } catch (SQLException failure) {
                if (!lost && isOpen()) {
                    log.atWarn()
                            .addKeyValue("reason", failure.getMessage())
                            .log("signals lost, the polls go on");
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
        properties.setProperty("ApplicationName", "recaller-signals");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(settings.url(), properties);
    }

    private void listen(Connection connection) throws SQLException {
        open.set(connection);
        try (var statement = connection.createStatement()) {
            statement.execute("listen recaller_look");
        }
        listeners.values().forEach(listener -> tell(listener, Optional.empty()));
        var notices = connection.unwrap(PGConnection.class);
        while (isOpen()) {
            var heard = notices.getNotifications(LISTEN_MILLIS);
            for (var i = 0; heard != null && i < heard.length; i++) {
                heard(heard[i].getParameter());
            }
        }
    }

    /** {@code queue}, or {@code agent 019…}; a newer server may speak of more. */
    private void heard(String payload) {
        var words = payload.split(" ", 2);
        for (var subject : listeners.keySet()) {
            if (subject.name().toLowerCase(Locale.ROOT).equals(words[0])) {
                tell(listeners.get(subject), id(words));
            }
        }
    }

    private static Optional<UUID> id(String[] words) {
        try {
            return words.length < 2 ? Optional.empty() : Optional.of(UUID.fromString(words[1]));
        } catch (IllegalArgumentException notOurs) {
            log.atDebug().addKeyValue("payload", words[1]).log("a signal of somebody else");
            return Optional.empty();
        }
    }

    private static void tell(@Nullable Consumer<Optional<UUID>> listener, Optional<UUID> id) {
        try {
            if (listener != null) {
                listener.accept(id);
            }
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("a listener to signals failed");
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
