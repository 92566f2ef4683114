package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("beside")
class PostgresServerIT {
    private Path folder = Path.of("");
    private PostgresSettings settings = new PostgresSettings(Path.of(""), 1);

    @BeforeEach
    void aFolderOfItsOwn() throws IOException {
        var target = Path.of("target").toAbsolutePath();
        folder = Files.createTempDirectory(target, "postgres-it-");
        settings = new PostgresSettings(folder, FreePorts.tcp());
        var cache = Files.createDirectories(target.resolve("postgres-binaries"));
        Files.createSymbolicLink(folder.resolve("postgresql"), PostgresBinaries.unpackedIn(cache));
    }

    @AfterEach
    void stopAndRemove() throws IOException {
        if (Postmaster.in(settings.data()).isPresent()) {
            PostgresServer.start(settings).stop();
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void itOutlivesAKilledServerAndTheNextOneAttaches() throws IOException {
        var killed = serverProcess();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Postmaster.in(settings.data()).isPresent());
        var before = Postmaster.in(settings.data());

        killed.destroyForcibly().onExit().join();
        var began = System.nanoTime();
        var attached = PostgresServer.start(settings);
        var took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(Postmaster.in(settings.data())).isEqualTo(before);
        assertThat(attached.port()).isEqualTo(settings.port());
        assertThat(took).isLessThan(Duration.ofSeconds(2));
        try (var db = Database.open(attached.database("recaller"))) {
            assertThat(db.answersWithin(Duration.ofSeconds(5))).isTrue();
            assertThat(setting(db, "fsync")).isEqualTo("on");
            assertThat(setting(db, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(db, "password_encryption")).isEqualTo("scram-sha-256");
            assertThat(setting(db, "listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void whatACommandStartedIsStoppedUnlessAServerCameMeanwhile() {
        var started = PostgresServer.start(settings);
        var access = started.database("recaller");
        try (var serving = Database.open(access)) {
            started.stopUnlessUsed(access);

            assertThat(serving.answersWithin(Duration.ofSeconds(5))).isTrue();
        }

        started.stopUnlessUsed(access);

        assertThat(Postmaster.in(settings.data())).isEmpty();
        assertThat(settings.stoppedFile()).as("so that a server starts it").doesNotExist();
    }

    @Test
    void whatWasCommittedIsThereAfterAPowerCut() {
        try (var db = Database.open(PostgresServer.start(settings).database("recaller"))) {
            db.runInTransaction(
                    tx -> tx.dsl().execute("insert into topic (id) values ('billing')"));
        }
        var postmaster = Postmaster.in(settings.data()).orElseThrow().processId();

        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
        ProcessHandle.of(postmaster).ifPresent(process -> process.onExit().join());
        var again = PostgresServer.start(settings);

        try (var db = Database.open(again.database("recaller"))) {
            assertThat(
                            db.<Integer>inTransaction(
                                    tx -> tx.dsl().fetch("select id from topic").size()))
                    .isOne();
        }
    }

    @Test
    void thePasswordIsForItsOwnerOnlyAndAWrongOneIsRefused() throws IOException {
        var server = PostgresServer.start(settings);

        var right = server.database("recaller");

        assertThat(Files.getPosixFilePermissions(settings.passwordFile()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var wrong = DatabaseSettings.of(right.url(), right.user(), "guess");
        assertThatThrownBy(() -> TestConnections.open(wrong))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void aTakenPortIsToldWithItsNumber() throws IOException {
        PostgresServer.start(settings);
        var second = new PostgresSettings(folder.resolve("second"), settings.port());
        Files.createDirectories(second.folder());
        Files.createSymbolicLink(
                second.folder().resolve("postgresql"), folder.resolve("postgresql"));

        assertThatThrownBy(() -> PostgresServer.start(second))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("port " + settings.port());
    }

    @Test
    void aFolderOfAnOrdinaryUserIsServedAsThatUser() throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        Files.setOwner(
                folder,
                FileSystems.getDefault()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));

        PostgresServer.start(settings);

        assertThat(Files.getOwner(settings.data()).getName()).isEqualTo("nobody");
        assertThat(Postmaster.in(settings.data())).isPresent();
    }

    @Test
    void whateverEndsItTheWatchStartsItAgainWithinSecondsAndTheOpenPoolGoesOn() {
        var server = PostgresServer.start(settings);
        var meters = new SimpleMeterRegistry();
        try (var _ = new PostgresWatch(server, meters);
                var db = Database.open(server.database("recaller"))) {
            var restarts = meters.counter("recaller.database.restarts");
            for (var end :
                    List.<Predicate<ProcessHandle>>of(
                            ProcessHandle::destroyForcibly, ProcessHandle::destroy)) {
                var before = Postmaster.in(settings.data()).orElseThrow().processId();
                var times = restarts.count();
                assertThat(ProcessHandle.of(before).filter(end)).isPresent();

                // It answers a moment before whoever starts it knows that.
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() ->
                                restarts.count() > times
                                        && Postmaster.in(settings.data())
                                                .filter(now -> now.processId() != before)
                                                .isPresent()
                                        && db.answersWithin(Duration.ofSeconds(2)));
            }
            assertThat(restarts.count()).isEqualTo(2);
        }
    }

    @Test
    void oneThatWasStoppedOnPurposeStaysDownUntilItIsStarted() {
        var server = PostgresServer.start(settings);

        server.stop();

        assertThat(server.isAsItShould()).isTrue();
        server.startAgain();
        assertThat(Postmaster.in(settings.data())).isEmpty();
        PostgresServer.start(settings);
        assertThat(Postmaster.in(settings.data())).isPresent();
    }

    @Test
    void theFirstPauseIsShortAndNoneIsLongerThanHalfAMinute() {
        var pauses = Stream.iterate(Duration.ofSeconds(1), PostgresWatch::longer).limit(8);

        assertThat(pauses.map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    private Process serverProcess() throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                StartsPostgresAndWaits.class.getName(),
                                folder.toString(),
                                Integer.toString(settings.port())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
    }

    private static String setting(Database db, String name) {
        return db.inTransaction(tx ->
                String.valueOf(tx.dsl().fetchSingle("select current_setting(?)", name).get(0)));
    }
}
