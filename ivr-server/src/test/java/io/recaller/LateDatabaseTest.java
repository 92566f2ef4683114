package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.OwnPostgres;
import io.recaller.db.PostgresException;
import io.recaller.db.TestDatabase;
import io.recaller.lab.instance.FreePorts;
import io.recaller.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LateDatabaseTest {
    private final List<String> told = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void aServerWaitsForItsDatabaseInsteadOfLeaving() throws IOException {
        try (var late = OwnPostgres.make()) {
            var database =
                    new LateDatabase(
                            told::add,
                            pause -> {
                                pauses.add(pause);
                                if (pauses.size() == 3) {
                                    late.start();
                                }
                            });

            database.opened(() -> opened(late)).close();
        }

        assertThat(pauses).hasSize(3).isSorted();
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("waiting for the database: cannot reach the database at jdbc:");
    }

    @Test
    void whoWaitsLongIsToldEachMinuteAndLooksEveryFiveSeconds() {
        var minutes = 3;
        var waited =
                new LateDatabase(
                        told::add,
                        pause -> {
                            pauses.add(pause);
                            if (sum().compareTo(Duration.ofMinutes(minutes)) > 0) {
                                throw new IllegalStateException("stopped");
                            }
                        });

        assertThatThrownBy(() -> waited.opened(() -> Database.open(nobody())))
                .hasMessage("stopped");

        assertThat(told).hasSize(minutes);
        assertThat(pauses.getLast()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aWrongPasswordOrNameIsToldAtOnceWithTheRemedy() {
        var right = TestDatabase.freshSettings();
        var database = new LateDatabase(told::add, pauses::add);

        assertThatThrownBy(() ->
                        database.opened(() ->
                                Database.open(
                                        DatabaseSettings.of(right.url(), right.user(), "wrong"))))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("database.password")
                .hasMessageNotContaining("wrong");
        assertThatThrownBy(() ->
                        database.opened(() ->
                                Database.open(
                                        DatabaseSettings.of(
                                                right.url().replaceFirst("[^/]*$", "nowhere"),
                                                right.user(),
                                                right.password()))))
                .hasMessageContaining("createdb --owner=recaller");

        assertThat(pauses).isEmpty();
    }

    @Test
    void aServerThatWaitsLivesIsNotReadyAndHasNoMetrics(@TempDir Path folder) throws IOException {
        var port = FreePorts.tcp();
        var settings = SettingsReader.read(settings(folder, port), Map.of());
        var answers = new TreeMap<String, Integer>();

        assertThatThrownBy(() ->
                        Recaller.start(
                                settings,
                                line -> {
                                    if (line.startsWith("waiting for the database")) {
                                        for (var path :
                                                List.of("health/live", "health/ready", "metrics")) {
                                            answers.put(path, status(port, path));
                                        }
                                        throw new IllegalStateException("seen");
                                    }
                                }))
                .hasMessage("seen");

        assertThat(answers)
                .isEqualTo(Map.of("health/live", 200, "health/ready", 503, "metrics", 503));
        assertThatThrownBy(() -> status(port, "health/live"))
                .as("closed with the server")
                .hasCauseInstanceOf(ConnectException.class);
    }

    private static Path settings(Path folder, int port) throws IOException {
        var flows = Files.createDirectory(folder.resolve("flows"));
        Files.copy(Path.of("src/test/resources/e2e/short.yaml"), flows.resolve("short.yaml"));
        return Files.writeString(
                folder.resolve("recaller.yaml"),
                """
                time-zone: Asia/Almaty
                numbers: {"*": short}
                agi: {token: t0ken, port: %d}
                ami: {secret: s3cret, port: 1}
                http: {port: %d}
                management: {port: %d}
                database: {url: "%s", user: recaller}
                fields: {account: {kind: digits}, name: {tier: claimed}}
                """
                        .formatted(FreePorts.tcp(), FreePorts.tcp(), port, nobody().url()));
    }

    private static int status(int port, String path) {
        var asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(asked.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException unanswered) {
            throw new UncheckedIOException(unanswered);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static Database opened(OwnPostgres late) {
        try {
            return Database.open(late.settings());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Duration sum() {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** Port 1 is nobody's. */
    private static DatabaseSettings nobody() {
        return DatabaseSettings.of("jdbc:postgresql://127.0.0.1:1/recaller", "recaller", "");
    }
}
