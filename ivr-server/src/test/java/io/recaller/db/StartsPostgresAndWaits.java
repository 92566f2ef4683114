package io.recaller.db;

import java.nio.file.Path;

/** A server process in small, to be killed: starts PostgreSQL and never ends by itself. */
final class StartsPostgresAndWaits {
    private StartsPostgresAndWaits() {}

    public static void main(String[] arguments) throws InterruptedException {
        PostgresServer.start(
                new PostgresSettings(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
        Thread.currentThread().join();
    }
}
