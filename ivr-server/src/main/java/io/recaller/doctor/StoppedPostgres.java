package io.recaller.doctor;

import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import io.recaller.db.UnreadyDatabaseException;
import io.recaller.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** What is to be said of our own PostgreSQL without starting it. */
final class StoppedPostgres {
    private StoppedPostgres() {}

    /** Empty: it can be asked, for it runs or is not ours. */
    static Optional<Finding> look(Settings settings) {
        return settings.storage() instanceof Settings.Storage.Embedded(var folder, var port)
                ? look(new PostgresSettings(folder, port))
                : Optional.empty();
    }

    private static Optional<Finding> look(PostgresSettings own) {
        if (PostgresServer.runs(own)) {
            return Optional.empty();
        }
        return Optional.of(isFree(own.port()) ? stopped(own) : taken(own.port()));
    }

    private static Finding stopped(PostgresSettings own) {
        try {
            PostgresServer.requireMade(own);
        } catch (UnreadyDatabaseException none) {
            return Finding.ok("database", String.valueOf(none.getMessage()));
        }
        return PostgresServer.lastFailure(own)
                .map(words ->
                        Finding.bad(
                                "database",
                                "PostgreSQL did not start: "
                                        + words
                                        + "; its log is in "
                                        + own.folder()))
                .orElseGet(() ->
                        Finding.warn(
                                "database",
                                "PostgreSQL in "
                                        + own.folder()
                                        + " is stopped, and a look does not start it: nothing in it"
                                        + " was looked at; 'recaller serve' starts it"));
    }

    private static Finding taken(int port) {
        return Finding.bad(
                "database",
                "database.port "
                        + port
                        + " is taken by another program; end it, or set another database.port");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
