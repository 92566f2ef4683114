package io.recaller.cli;

import static io.recaller.cli.Terminal.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated calls by day and by night, where the settings say when it is open. */
class SimulateHoursTest {
    private final Terminal terminal = new Terminal();

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | 2026-12-16T23:00 | closed (Independence Day), until Thursday 17 December 2026"
                        + " 09:00 | open again at 09:00",
                "ru | 2026-12-16T23:00 | closed (Independence Day), until | снова ответим в 09:00",
                "kk | 2026-12-16 23:00 | closed (Independence Day), until | сағат 09:00 болғанда",
                "en | 2026-12-18T18:30 | closed, until Monday 21 December 2026 09:00 | on Monday,"
                        + " December 21 at 09:00",
                "en | 2026-12-18T13:30:00Z | closed, until Monday | on Monday, December 21 at"
                        + " 09:00",
                "en | 2026-12-18T12:00 | open, until Friday 18 December 2026 18:00 | waits in the"
                        + " queue for an agent"
            })
    void aCallAtNightHearsWhenItOpens(String language, String at, String state, String heard)
            throws IOException {
        var settings =
                settings(
                        "hours: {support: {mon-fri: '09:00-18:00', holidays: [2026-12-16"
                                + " Independence Day]}}");

        assertThat(night("--settings", settings, "--language", language, "--at", at)).isZero();

        assertThat(terminal.out()).contains("support is " + state).contains(heard);
    }

    @Test
    void theTimeOfACallIsThatOfTheSettingsOrOfTheZoneNamed() throws IOException {
        var settings = settings("hours: {support: {daily: '09:00-18:00', zone: Asia/Kathmandu}}");

        night("--settings", settings, "--at", "2026-12-18T17:30");
        var inAlmaty = terminal.out();
        night("--settings", settings, "--at", "2026-12-18T17:30", "--zone", "Asia/Kathmandu");

        assertThat(inAlmaty)
                .contains(
                        "support is closed, until Saturday 19 December 2026 09:00"
                                + " (Asia/Kathmandu)");
        assertThat(terminal.out()).contains("support is open");
    }

    @Test
    void aNumberWithoutCountryCodeIsOfTheRegionOfTheSettings() throws IOException {
        var brazil = settings("hours: {support: open}\ndefault-region: BR");
        var local = new String[] {"--settings", brazil, "--from", "(11) 98123-4567"};

        assertThat(keyed(local)).isZero();
        assertThat(keyed("--region", "KZ", local[0], local[1], local[2], local[3])).isEqualTo(2);
        assertThat(terminal.err()).contains("dialled in KZ");
    }

    private int keyed(String... options) throws IOException {
        var arguments = new ArrayList<>(List.of("simulate", page().toString(), "--keys", "2"));
        arguments.addAll(List.of(options));
        return terminal.run(arguments.toArray(String[]::new));
    }

    @Test
    void hoursThatAreNotThereAreToldWithTheRemedy() throws IOException {
        assertThat(night("--at", "2026-12-16T23:00")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("asks for the opening hours support; say whose with --settings");

        assertThat(night("--settings", settings("hours: {suport: open}"))).isEqualTo(2);
        assertThat(terminal.err()).contains("did you mean suport?");
        assertThat(night("--settings", settings("hours: {x: 9-5}"))).isEqualTo(2);
        assertThat(terminal.err()).contains("recaller.yaml:5: hours.x must be times");
    }

    @Test
    void checkKnowsTheNamesOfHours() throws IOException {
        var flow = page().toString();

        assertThat(terminal.run("check", flow)).isZero();
        assertThat(terminal.run("check", flow, "--settings", settings("hours: {support: open}")))
                .isZero();
        assertThat(terminal.run("check", flow, "--settings", settings("hours: {suport: open}")))
                .isEqualTo(1);
        assertThat(terminal.out())
                .contains("the settings have no opening hours support. Did you mean suport?");
    }

    private int night(String... options) throws IOException {
        var arguments = new ArrayList<>(List.of("--from", CALLER));
        arguments.addAll(List.of(options));
        return keyed(arguments.toArray(String[]::new));
    }

    private Path page() throws IOException {
        var page = Files.readString(Path.of("../docs/flows.md"));
        var example = page.substring(page.indexOf("flow: hours"));
        return Files.writeString(
                folder.resolve("night.yaml"), example.substring(0, example.indexOf("```")));
    }

    private String settings(String hours) throws IOException {
        return Files.writeString(
                        folder.resolve("recaller.yaml"),
                        """
                        time-zone: Asia/Almaty
                        numbers: {8000: hours}
                        agi: {token: t}
                        ami: {secret: s}
                        """
                                + hours
                                + "\n")
                .toString();
    }
}
