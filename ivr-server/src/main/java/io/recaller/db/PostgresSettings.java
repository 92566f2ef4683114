package io.recaller.db;

import java.nio.file.Path;

/**
 * Where our own PostgreSQL lives.
 *
 * @param folder holds the binaries, the data, the password and the log; made when missing
 * @param port on the loopback address, 1 to 65535, taken when the server is started; a server that
 *     already runs keeps the port it has
 */
public record PostgresSettings(Path folder, int port) {
    public PostgresSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535: " + port);
        }
        folder = folder.toAbsolutePath().normalize();
    }

    Path data() {
        return folder.resolve("data");
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    /** There from a stop on purpose to the next start. */
    Path stoppedFile() {
        return folder.resolve("stopped");
    }

    Path log() {
        return folder.resolve("postgres.log");
    }
}
