package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Look-ups of a simulated call, answered from a file. */
class SimulateLookUpsTest {
    private final Terminal terminal = new Terminal();

    @TempDir private Path folder;

    @Test
    void aLookUpIsAnsweredFromAFile() throws IOException {
        var answer =
                Files.writeString(
                        folder.resolve("answer.json"),
                        "{\"outage\": \"yes\", \"restored_at\": \"2026-11-26T21:30:00+05:00\"}");
        var keys = "1,1,2468,12345678";

        terminal.simulate(
                "--field",
                "account=12345678",
                "--keys",
                keys,
                "--look-up",
                "outage_status=" + answer);
        var told = terminal.out();
        terminal.simulate("--field", "account=12345678", "--keys", keys);

        assertThat(told).contains("There is a fault in your area").doesNotContain("finds nothing");
        assertThat(terminal.out())
                .contains("the look-up outage_status finds nothing", "--look-up outage_status=FILE")
                .doesNotContain("There is a fault");
    }

    @Test
    void ofASettingsFileTheValuesStandWhereItSays() throws IOException {
        var answer =
                Files.writeString(
                        folder.resolve("answer.json"),
                        "{\"line\": {\"state\": \"yes\"}, \"until\":"
                                + " \"2026-11-26T21:30:00+05:00\"}");
        var settings =
                Files.writeString(
                        folder.resolve("recaller.yaml"),
                        """
                        time-zone: Asia/Almaty
                        numbers: {8000: telecom}
                        agi: {token: t}
                        ami: {secret: s}
                        fields: {account: {kind: digits, tier: verified}}
                        look-ups:
                          outage_status:
                            url: http://127.0.0.1:1/
                            results: {outage: /line/state, restored_at: /until}
                        """);

        terminal.simulate(
                "--field",
                "account=12345678",
                "--keys",
                "1,1,2468,12345678",
                "--settings",
                settings.toString(),
                "--look-up",
                "outage_status=" + answer);

        assertThat(terminal.out()).contains("There is a fault in your area");
    }

    @ParameterizedTest
    @CsvSource({
        "outage_stauts, {}, did you mean outage_status?",
        "outage_status, {\"outage\":, answer.json is no JSON (line 1)"
    })
    void anAnswerThatIsNoneIsToldWithTheRemedy(String name, String json, String told)
            throws IOException {
        var answer = Files.writeString(folder.resolve("answer.json"), json);

        assertThat(terminal.simulate("--keys", "1", "--look-up", name + "=" + answer)).isEqualTo(2);

        assertThat(terminal.err()).contains("--look-up " + name, told);
    }
}
