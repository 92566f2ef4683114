package io.recaller.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own PostgreSQL, a process of its own: it outlives the server that started it, and the next
 * server attaches to it. Real durability: fsync is on.
 *
 * <p>Listens on the loopback address only, with a password (scram) made at the first start and kept
 * in a file only its owner can read.
 */
public final class PostgresServer {
    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final String USER = "recaller";

    private final PostgresSettings settings;
    private final List<String> options;
    private final Path binaries;
    private final Programs programs;
    private final String password;
    private final int port;

    /** By somebody, on purpose, before it was started here. */
    private final boolean wasStopped;

    private PostgresServer(PostgresSettings settings, List<String> options) throws IOException {
        this.settings = settings;
        this.options = options;
        Files.createDirectories(settings.folder());
        try (var channel = lockFile();
                var _ = channel.lock()) {
            this.binaries = PostgresBinaries.unpackedIn(settings.folder());
            this.password = password(settings.passwordFile());
            this.programs = new Programs(Unprivileged.wordsFor(settings.folder()));
            this.wasStopped = Files.deleteIfExists(settings.stoppedFile());
            this.port =
                    Postmaster.in(settings.data())
                            .map(Postmaster::port)
                            .orElseGet(() -> start(settings.port()));
        }
    }

    /**
     * Attaches to the server of this folder, or starts it, or makes it first.
     *
     * @throws PostgresException when that fails; says what to do
     */
    public static PostgresServer start(PostgresSettings settings) {
        return start(settings, List.of("fsync=on"));
    }

    /** Whether the server of this folder runs now. */
    public static boolean runs(PostgresSettings settings) {
        return Postmaster.isThere(settings.data());
    }

    /**
     * Looks whether there is a database in this folder, running or not.
     *
     * @throws UnreadyDatabaseException when there is none
     */
    public static void requireMade(PostgresSettings settings) {
        if (!Files.exists(settings.data())) {
            throw UnreadyDatabaseException.missing(settings.folder());
        }
    }

    /** Why its last start failed, as its own log says; empty: it did not. */
    public static Optional<String> lastFailure(PostgresSettings settings) {
        return PostgresLog.lastFailure(settings.log());
    }

    /** With settings of our own, for tests that need no durability. */
    static PostgresServer start(PostgresSettings settings, List<String> options) {
        try {
            return new PostgresServer(settings, options);
        } catch (IOException failure) {
            throw new PostgresException(
                    "cannot use the database folder "
                            + settings.folder()
                            + ": "
                            + failure.getMessage()
                            + ". Choose another or make it writable.",
                    failure);
        }
    }

    /** Where it listens on the loopback address. */
    public int port() {
        return port;
    }

    /**
     * How to open a database of this server; creates it empty when there is none of that name.
     *
     * @throws DatabaseUnavailableException when the server does not take the connection
     */
    public DatabaseSettings database(String name) {
        var maintenance = settingsFor("postgres");
        try (var connection = DriverManager.getConnection(maintenance.url(), USER, password)) {
            var dsl = DSL.using(connection, SQLDialect.POSTGRES);
            var databases = DSL.table(DSL.name("pg_database"));
            if (!dsl.fetchExists(databases, DSL.field(DSL.name("datname")).eq(name))) {
                dsl.createDatabase(DSL.name(name)).execute();
            }
        } catch (SQLException failure) {
            throw new DatabaseUnavailableException(
                    "cannot reach the database at " + maintenance.place(), failure);
        }
        return settingsFor(name);
    }

    DatabaseSettings settingsFor(String database) {
        return DatabaseSettings.of(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, password);
    }

    /**
     * Stops the server process; connections still open are cut. It stays stopped until somebody
     * starts it: {@link PostgresWatch} leaves it alone.
     */
    public void stop() {
        try {
            Files.writeString(settings.stoppedFile(), "");
        } catch (IOException failure) {
            throw new PostgresException("cannot write " + settings.stoppedFile(), failure);
        }
        stopFast();
    }

    /**
     * Stops what was started for a command, unless somebody else has come to use it. A server that
     * comes in this very moment starts it again, as after a crash.
     */
    public void stopUnlessUsed(DatabaseSettings database) {
        try (var asking = BackupConnection.open(database)) {
            if (!asking.others().isEmpty()) {
                return;
            }
        } catch (SQLException unknown) {
            log.atWarn().setCause(unknown).log("postgresql is left running: not known who uses it");
            return;
        }
        if (wasStopped) {
            stop();
        } else {
            stopFast();
        }
    }

    private void stopFast() {
        postgres("pg_ctl", "stop", "-w", "-m", "fast", "-D", settings.data().toString());
    }

    /** Whether it runs, or was stopped on purpose. Takes no time. */
    boolean isAsItShould() {
        return Files.exists(settings.stoppedFile()) || Postmaster.isThere(settings.data());
    }

    /**
     * Starts the process that was there and is gone, on the same port. Another server may be doing
     * the same: the second finds it running.
     *
     * @throws PostgresException when it does not start; says what to do
     */
    void startAgain() {
        try (var channel = lockFile();
                var _ = channel.lock()) {
            if (isAsItShould()) {
                return;
            }
            if (Postmaster.isStopping(settings.data())) {
                stopFast();
            }
            start(port);
        } catch (IOException failure) {
            throw new PostgresException("cannot lock " + settings.folder(), failure);
        }
    }

    Path folder() {
        return settings.folder();
    }

    private FileChannel lockFile() throws IOException {
        return FileChannel.open(
                settings.folder().resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    private int start(int onPort) {
        if (!Files.exists(settings.data())) {
            initialise();
        }
        refuseIfTaken(onPort);
        postgres(
                "pg_ctl",
                "start",
                "-w",
                "-t",
                "60",
                "-D",
                settings.data().toString(),
                "-l",
                settings.log().toString(),
                "-o",
                "-p " + onPort);
        log.atInfo()
                .addKeyValue("folder", settings.folder())
                .addKeyValue("port", onPort)
                .log("postgresql started");
        return onPort;
    }

    /** PostgreSQL itself would say it in its log only. */
    private void refuseIfTaken(int onPort) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
        } catch (IOException _) {
            throw new PostgresException(
                    "database.port "
                            + onPort
                            + " is taken by another program; end it, or set another database.port");
        }
    }

    /** Made aside and moved into place, so a first start that is killed is simply begun again. */
    private void initialise() {
        var half = settings.folder().resolve("data.half");
        try {
            run(List.of("rm", "-rf", half.toString()));
            postgres(
                    "initdb",
                    "-D",
                    half.toString(),
                    "-U",
                    USER,
                    "--pwfile",
                    settings.passwordFile().toString(),
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions");
            var configuration = half.resolve("postgresql.conf");
            Files.writeString(configuration, configuration(), StandardOpenOption.APPEND);
            Files.move(half, settings.data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new PostgresException("cannot write " + settings.data(), failure);
        }
    }

    private String configuration() {
        return "\n# Recaller's own settings.\n"
                + "listen_addresses = '127.0.0.1'\n"
                + "unix_socket_directories = ''\n"
                + "max_connections = 100\n"
                + String.join("\n", options)
                + "\n";
    }

    private void postgres(String program, String... arguments) {
        var command = new ArrayList<>(List.of(arguments));
        command.addFirst(binaries.resolve("bin").resolve(program).toString());
        run(command);
    }

    private void run(List<String> command) {
        var outcome = programs.run(command);
        if (!outcome.isSuccess()) {
            throw new PostgresException(
                    "PostgreSQL: "
                            + command.getFirst()
                            + " failed: "
                            + outcome.output()
                            + ". See "
                            + settings.log()
                            + "; "
                            + remedy());
        }
    }

    private String remedy() {
        return DiskRoom.isScarce(settings.folder())
                ? settings.folder()
                        + " has "
                        + DiskRoom.left(settings.folder())
                        + ": free some space there."
                : "if database.port " + settings.port() + " is taken, set another.";
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            Files.deleteIfExists(file);
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            var mine = PosixFilePermissions.fromString("rw-------");
            Files.createFile(file, PosixFilePermissions.asFileAttribute(mine));
            Files.writeString(file, Base64.getUrlEncoder().encodeToString(bytes));
        }
        return Files.readString(file).strip();
    }
}
