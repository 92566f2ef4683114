package io.recaller.db;

import java.time.Duration;
import java.util.Objects;

/**
 * How to reach the database, and for how long to wait for it.
 *
 * @param url JDBC address, {@code jdbc:postgresql://host:port/database}
 * @param password never printed
 * @param connections most connections open at once, at least 1
 * @param connectionTimeout longest wait for a free connection, at least 250 ms (the pool's own
 *     floor)
 * @param statementTimeout longest run of one statement, at least 1 ms; migrations are not bounded
 */
public record DatabaseSettings(
        String url,
        String user,
        String password,
        int connections,
        Duration connectionTimeout,
        Duration statementTimeout) {

    public DatabaseSettings {
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("not a PostgreSQL JDBC address: " + place(url));
        }
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be at least 1: " + connections);
        }
        requireAtLeast(Duration.ofMillis(250), connectionTimeout, "connectionTimeout");
        requireAtLeast(Duration.ofMillis(1), statementTimeout, "statementTimeout");
    }

    /** With the usual pool: 10 connections, 1 s for a connection, 5 s for a statement. */
    public static DatabaseSettings of(String url, String user, String password) {
        return new DatabaseSettings(
                url, user, password, 10, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    /** Its address as it may be shown: what follows {@code ?} can be a password. */
    public String place() {
        return place(url);
    }

    private static String place(String url) {
        var question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }

    private static void requireAtLeast(Duration least, Duration given, String name) {
        if (given.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + given);
        }
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + user + " at " + place() + ", " + connections + " connections]";
    }
}
