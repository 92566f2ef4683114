package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.OwnPostgres;
import io.recaller.db.PostgresException;
import io.recaller.db.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
