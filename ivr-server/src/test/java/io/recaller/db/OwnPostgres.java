package io.recaller.db;

import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A PostgreSQL of a test's own, durable as in production, to be killed and started again. */
public final class OwnPostgres implements AutoCloseable {
    private final PostgresSettings settings;

    private OwnPostgres(PostgresSettings settings) {
        this.settings = settings;
    }

    /** Not started yet. */
    public static OwnPostgres make() throws IOException {
        var target = Path.of("target").toAbsolutePath();
        return in(Files.createTempDirectory(target, "postgres-own-"));
    }

    /** As {@link #make}, in a folder of its own that is made when missing. */
    public static OwnPostgres in(Path folder) throws IOException {
        Files.createDirectories(folder);
        var target = Path.of("target").toAbsolutePath();
        var cache = Files.createDirectories(target.resolve("postgres-binaries"));
        Files.createSymbolicLink(folder.resolve("postgresql"), PostgresBinaries.unpackedIn(cache));
        return new OwnPostgres(new PostgresSettings(folder, FreePorts.tcp()));
    }

    /** For the settings of a server that is to start it by itself. */
    public Path folder() {
        return settings.folder();
    }

    public int port() {
        return settings.port();
    }

    /**
     * How to open a database of it that is always there. While it was never started nobody knows
     * its password, and nobody is there to ask for one.
     */
    public DatabaseSettings settings() throws IOException {
        var secret = settings.passwordFile();
        return DatabaseSettings.of(
                "jdbc:postgresql://127.0.0.1:" + settings.port() + "/postgres",
                "recaller",
                Files.exists(secret) ? Files.readString(secret).strip() : "");
    }

    /** Of its postmaster, while it runs. */
    public long process() {
        return Postmaster.in(settings.data()).orElseThrow().processId();
    }

    public boolean isRunning() {
        return PostgresServer.runs(settings);
    }

    public void start() {
        PostgresServer.start(settings);
    }

    /** As an administrator does: connections are cut at once. */
    public void stop() {
        PostgresServer.start(settings).stop();
    }

    /** SIGKILL to its postmaster, as the machine's out-of-memory killer does. */
    public void kill() {
        var postmaster = Postmaster.in(settings.data()).orElseThrow().processId();
        ProcessHandle.of(postmaster)
                .ifPresent(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
    }

    @Override
    public void close() throws IOException {
        if (Postmaster.in(settings.data()).isPresent()) {
            stop();
        }
        try (var files = Files.walk(settings.folder())) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
