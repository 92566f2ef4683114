package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.Stores;
import io.recaller.db.OwnPostgres;
import io.recaller.lab.instance.FreePorts;
import io.recaller.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who only looks leaves everything as it was: nothing is made, migrated, started for good. */
@Tag("beside")
class LookingCommandsIT {
    private static final String NOBODY = "+77015550103";

    @TempDir private Path folder;
    private final Terminal terminal = new Terminal();
    private List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void nothingIsOpen() {
        open = new ArrayList<>();
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open) {
            each.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "why " + NOBODY,
                "queue",
                "agents",
                "user list",
                "user show aigerim",
                "customer show " + NOBODY,
                "link list " + NOBODY,
                "notice list",
                "recommendation list",
                "report menu",
                "report queue",
                "report agents",
                "report recommendations",
                "backup all.backup",
            })
    void inAFreshFolderThereIsNothingToReadAndNothingIsMade(String command) throws IOException {
        settings(5432);
        var before = files();

        assertThat(run(command)).isEqualTo(2);

        assertThat(terminal.err())
                .contains("there is no database in " + folder, "the first 'recaller serve' makes");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aDiagnosisOfAFreshFolderMakesNothingAndNothingIsBadOfTheDatabase() throws IOException {
        settings(FreePorts.tcp());
        var before = files();

        run("doctor");

        assertThat(terminal.out())
                .containsPattern("ok +database +there is no database in")
                .doesNotContain("BAD  database", "BAD  disk");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatIsStoppedIsStoppedAfterwardsAndADiagnosisDoesNotEvenStartIt() throws Exception {
        var postgres = OwnPostgres.in(folder.resolve(".recaller/postgres"));
        open.add(postgres);
        var settings = settings(postgres.port());
        Stores.open(SettingsReader.read(settings, Map.of())).close();
        Files.delete(folder.resolve(".recaller/pin.pepper"));
        postgres.stop();
        var before = files();

        assertThat(run("user list")).isZero();
        assertThat(terminal.out()).contains("there is no agent yet");
        assertThat(postgres.isRunning()).isFalse();
        assertThat(files().keySet()).isEqualTo(before.keySet());

        var stopped = files();
        run("doctor");
        assertThat(terminal.out()).containsPattern("WARN database +PostgreSQL in .* is stopped");
        assertThat(files()).isEqualTo(stopped);
    }

    @Test
    void whatRunsRunsAfterwards() throws Exception {
        var postgres = OwnPostgres.in(folder.resolve(".recaller/postgres"));
        open.add(postgres);
        Stores.open(SettingsReader.read(settings(postgres.port()), Map.of())).close();
        var process = postgres.process();

        run("why " + NOBODY);
        assertThat(terminal.err()).contains("no contact found");
        run("doctor");
        assertThat(terminal.out()).containsPattern("ok +database +answers");

        assertThat(postgres.process()).isEqualTo(process);
    }

    private Path settings(int port) throws IOException {
        return Files.writeString(
                folder.resolve("recaller.yaml"),
                """
                time-zone: Asia/Almaty
                folder: %s
                flows: %s
                numbers: {8000: telecom}
                agi: {token: t0ken}
                ami: {secret: s3cret, port: 1}
                database: {port: %d}
                fields: {account: {kind: digits}}
                look-ups: {outage_status: {url: "http://127.0.0.1:1/"}}
                speech: {command: [/nowhere/speak]}
                """
                        .formatted(
                                folder.resolve(".recaller"),
                                Path.of("../dialplans/flows").toAbsolutePath(),
                                port));
    }

    private int run(String command) {
        var words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--settings", folder.resolve("recaller.yaml").toString()));
        return terminal.run(words.toArray(String[]::new));
    }

    /** With when each was changed last. */
    private Map<String, String> files() throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                all.put(file.toString(), Files.getLastModifiedTime(file).toString());
            }
        }
        return all;
    }
}
