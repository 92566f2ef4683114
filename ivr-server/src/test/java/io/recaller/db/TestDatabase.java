package io.recaller.db;

import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * A real PostgreSQL for tests: one server for the JVM, a migrated template, a copy for each test
 * class.
 *
 * <pre>{@code
 * private static final Database db = TestDatabase.fresh();
 * }</pre>
 *
 * <p>The server runs without fsync on a free port of its own in {@code target/}, so builds in
 * several folders do not meet, and stops with the JVM.
 */
public final class TestDatabase {
    private static final AtomicInteger COPIES = new AtomicInteger();

    private TestDatabase() {}

    /**
     * A migrated, empty database nobody else uses. Closing it is welcome and not necessary. Waits
     * for a free connection for as long as a busy machine takes.
     */
    public static Database fresh() {
        var usual = freshSettings();
        return Database.connect(
                new DatabaseSettings(
                        usual.url(),
                        usual.user(),
                        usual.password(),
                        usual.connections(),
                        Duration.ofSeconds(10),
                        usual.statementTimeout()));
    }

    /** As {@link #fresh}, for those who open it themselves. */
    public static DatabaseSettings freshSettings() {
        var name = "copy_" + COPIES.incrementAndGet();
        Server.create(name, "template_recaller");
        return Server.POSTGRES.settingsFor(name);
    }

    /** Another way into a database that has the schema: a pool of its own, as of another server. */
    public static Database into(DatabaseSettings settings) {
        return Database.connect(settings);
    }

    /**
     * As its administrator shuts a database: nobody gets in, who is in it is thrown out, and it is
     * done when this returns.
     */
    public static void shut(DatabaseSettings settings) {
        Server.administer(
                "alter database %s with allow_connections false".formatted(nameOf(settings)));
        Server.administer(
                "select pg_terminate_backend(pid, 30000) from pg_stat_activity where datname = '%s'"
                        .formatted(nameOf(settings)));
    }

    /** After {@link #shut}. */
    public static void reopen(DatabaseSettings settings) {
        Server.administer(
                "alter database %s with allow_connections true".formatted(nameOf(settings)));
    }

    private static String nameOf(DatabaseSettings settings) {
        return settings.url().substring(settings.url().lastIndexOf('/') + 1);
    }

    /** An empty database without the schema. */
    static DatabaseSettings empty() {
        return Server.POSTGRES.database("empty_" + COPIES.incrementAndGet());
    }

    /** A database with the schema as it was after this migration, and no rows. */
    static DatabaseSettings asOf(String version) {
        var settings = empty();
        Flyway.configure()
                .dataSource(settings.url(), settings.user(), settings.password())
                .locations("classpath:sql")
                .target(version)
                .load()
                .migrate();
        return settings;
    }

    /** Started by the first test that asks. */
    private static final class Server {
        static final PostgresServer POSTGRES = start();

        static void create(String name, String template) {
            administer("create database " + name + " template " + template);
        }

        static void administer(String command) {
            try (var connection = TestConnections.open(POSTGRES.settingsFor("postgres"));
                    var statement = connection.createStatement()) {
                statement.execute(command);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }

        private static PostgresServer start() {
            try {
                var target = Path.of("target").toAbsolutePath();
                Files.createDirectories(target);
                sweep(target);
                var folder = Files.createTempDirectory(target, "postgres-of-");
                Files.writeString(
                        folder.resolve("owner"), Long.toString(ProcessHandle.current().pid()));
                Files.createSymbolicLink(folder.resolve("postgresql"), binaries(target));
                var server =
                        PostgresServer.start(
                                new PostgresSettings(folder, FreePorts.tcp()),
                                List.of(
                                        "fsync = off",
                                        "synchronous_commit = off",
                                        "full_page_writes = off",
                                        "max_connections = 300"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
                Database.open(server.database("template_recaller")).close();
                return server;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** Kept between runs: unpacking takes seconds. */
        private static Path binaries(Path target) throws IOException {
            var cache = Files.createDirectories(target.resolve("postgres-binaries"));
            return PostgresBinaries.unpackedIn(cache);
        }

        /** What a killed build left running. */
        private static void sweep(Path target) throws IOException {
            try (var left = Files.newDirectoryStream(target, "postgres-of-*")) {
                for (var folder : left) {
                    if (!ownerLives(folder)) {
                        stop(folder);
                    }
                }
            }
        }

        /** A folder that does not say whose it is, is being made just now: left alone. */
        private static boolean ownerLives(Path folder) throws IOException {
            var owner = folder.resolve("owner");
            var id = Files.exists(owner) ? Files.readString(owner).strip() : "";
            return id.isEmpty()
                    || ProcessHandle.of(Long.parseLong(id))
                            .filter(ProcessHandle::isAlive)
                            .isPresent();
        }

        private static void stop(Path folder) throws IOException {
            var settings = new PostgresSettings(folder, FreePorts.tcp());
            if (Postmaster.in(settings.data()).isPresent()) {
                PostgresServer.start(settings).stop();
            }
            delete(folder);
        }

        private static void stop(PostgresServer server, Path folder) {
            server.stop();
            try {
                delete(folder);
            } catch (IOException leftForClean) {
                throw new UncheckedIOException(leftForClean);
            }
        }

        private static void delete(Path folder) throws IOException {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }
}
