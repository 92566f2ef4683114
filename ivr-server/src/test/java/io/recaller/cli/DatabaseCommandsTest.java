package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.db.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look into the database or write to it, on a real one. */
class DatabaseCommandsTest {
    @TempDir private static Path folder;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void writeSettings() {
        var access = TestDatabase.freshSettings();
        var yaml =
                """
                time-zone: Asia/Almaty
                flows: %s
                numbers: {8000: telecom}
                agi: {token: t0ken}
                ami: {secret: s3cret, port: 1}
                database: {url: "%s", user: "%s", password: "%s"}
                fields: {account: {kind: digits}}
                look-ups: {outage_status: {url: "http://127.0.0.1:1/"}}
                speech: {command: [/nowhere/speak]}
                """
                        .formatted(
                                Path.of("../dialplans/flows").toAbsolutePath(),
                                access.url(),
                                access.user(),
                                access.password());
        try {
            Files.writeString(settings(), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAgentIsMadeAndGetsAPasswordThatIsShownOnce() {
        assertThat(run("user", "add", "aigerim", "--phone", "PJSIP/1", "--skill", "internet=4"))
                .isZero();
        var first = terminal.out();
        assertThat(run("user", "add", "aigerim", "--phone", "PJSIP/2")).isZero();

        assertThat(first).containsPattern("password: \\w{16}  ");
        assertThat(terminal.out()).isNotEqualTo(first);
    }

    @Test
    void aPinIsSetOnlyForSomebodyUnlessTheyAreToBeMade() {
        terminal.types("4711\n");

        assertThat(run("pin", "set", "8 (701) 555-01-01")).isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the number", "add --create");
        assertThat(run("pin", "set", "8 (701) 555-01-01", "--create")).isZero();
        assertThat(terminal.out()).isEqualTo("the PIN is set" + System.lineSeparator());
        assertThat(run("pin", "set", "+77015550101")).as("the same number").isZero();
    }

    @Test
    void whatIsNoPinIsRefusedAndNotRepeated() {
        for (var wrong : new String[] {"", "471", "4711471147114", "47ll", "+4711"}) {
            terminal.types(wrong + "\n");

            assertThat(run("pin", "set", "+77015550102", "--create")).isEqualTo(2);

            assertThat(terminal.err()).contains("a PIN has 4 to 12 digits");
            assertThat(wrong.isEmpty() || !terminal.err().contains(wrong)).isTrue();
        }
    }

    @Test
    void aContactNobodyKnowsHasNoWhy() {
        assertThat(run("why", "+77015550103")).isEqualTo(2);

        assertThat(terminal.err()).contains("no contact found for +77015550103");
    }

    @Test
    void theMenuReportSaysWhatIsThereAndWhichPolicyIsOff() {
        assertThat(run("report", "menu")).isZero();
        assertThat(terminal.out()).contains("No customer heard such a menu");

        assertThat(run("policy", "off", "order", "--reason", "new flow")).isZero();
        assertThat(run("report", "menu")).isZero();
        assertThat(terminal.out().replaceAll("\\s+", " "))
                .contains("order: switched OFF since", "by an operator (new flow)")
                .contains("recaller policy on order");

        assertThat(run("policy", "on", "order")).isZero();
        assertThat(run("report", "menu", "--json")).isZero();
        assertThat(terminal.out()).contains("\"policies\":{}", "\"switchedOff\":[]");
    }

    @Test
    void whatIsNoPeriodAndWhatIsNoPolicyIsRefusedWithTheRemedy() {
        assertThat(run("report", "menu", "--from", "2026-11-02", "--to", "2026-11-01"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("the last day 2026-11-01 is before the first");

        assertThat(run("policy", "off", "control")).isEqualTo(2);
        assertThat(terminal.err()).contains("write popularity, order or recaller");
    }

    @Test
    void theDoctorTellsWhatIsWellAndWhatIsNotWithItsRemedy() {
        assertThat(run("doctor")).isEqualTo(1);

        assertThat(terminal.out())
                .containsPattern("ok +flows +telecom")
                .containsPattern("ok +database +answers")
                .containsPattern("BAD +ami +no answer at 127.0.0.1:1; include manager")
                .containsPattern("BAD +prompts");
    }

    private int run(String... arguments) {
        var all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--settings";
        all[arguments.length + 1] = settings().toString();
        return terminal.run(all);
    }

    private static Path settings() {
        return folder.resolve("recaller.yaml");
    }
}
