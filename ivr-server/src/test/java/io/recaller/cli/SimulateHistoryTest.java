package io.recaller.cli;

import static io.recaller.cli.Terminal.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A simulated call of somebody whose contacts so far are in a log. */
class SimulateHistoryTest {
    private static final String CHAT =
            "time,customer,channel,topic\r\n2026-11-09T09:00:00Z,+77011234567,chat,outage\r\n";
    private final Terminal terminal = new Terminal();

    @TempDir private Path folder;

    @Test
    void whoAlwaysPaysForTelevisionHearsItFirstOnTheSameKey() throws IOException {
        var log = new StringBuilder("time,customer,channel,topic\r\n");
        for (int day = 1; day <= 8; day++) {
            log.append("2026-11-0" + day + "T10:00:00Z," + CALLER + ",phone,billing.tv\r\n");
        }

        assertThat(
                        terminal.simulate(
                                "--contacts",
                                csv(log.toString()),
                                "--at",
                                "2026-11-09T10:00:00Z",
                                "--keys",
                                "6",
                                "--json"))
                .isZero();

        var first =
                terminal.json().stream()
                        .filter(object -> object.has("option"))
                        .findFirst()
                        .orElseThrow();
        assertThat(first.path("option").asText()).isEqualTo("pay_tv");
        assertThat(first.path("key").asText()).isEqualTo("6");
        assertThat(first.path("reasons")).isNotEmpty();
    }

    @Test
    void anOpenRequestIsOfferedAndStarLeadsPastTheMenusAndTheReadBack() throws IOException {
        assertThat(
                        terminal.simulate(
                                "--request", "outage",
                                "--field", "account=12345678",
                                "--contacts", csv(CHAT),
                                "--at", "2026-11-09T10:00:00Z",
                                "--keys", "*,4711"))
                .isZero();

        assertThat(terminal.out())
                .contains("[*] To go on with your recent request, press star.")
                .contains("an open request about outage, made 24 h ago; worth it from")
                .contains("> *\n  To protect your account")
                .doesNotContain("For no connection", "The account ending in")
                .contains("I am connecting you to an internet specialist.");
    }

    @Test
    void mistakesInTheLogNameLineFieldAndRemedyAndTheRestIsUsed() throws IOException {
        var log =
                """
                \uFEFFtopic,time,"customer",channel,note
                billing.tv,2026-11-01T10:00:00Z,%1$s,phone,"said ""hello"",
                and more"
                billing.tv,yesterday,%1$s,phone,
                billing.tv,2026-11-01T10:00:00Z,%1$s,fax,
                Billing TV!,2026-11-01T10:00:00Z,%1$s,phone,
                billing.tv,2026-11-01T10:00:00Z,%1$s

                billing.tv,2026-11-01T10:00:00Z,,phone,
                billing.tv,2026-11-01T10:00:00Z,%1$s,phone,"open
                """
                        .formatted(CALLER);
        var file = csv(log);

        assertThat(terminal.simulate("--contacts", file, "--keys", "6")).isEqualTo(1);

        assertThat(terminal.err().lines())
                .containsExactly(
                        file + ":4: time 'yesterday'; write it as 2026-11-21T10:00:00Z",
                        file + ":6: topic 'Billing TV!'; write it as outage or billing.tv",
                        file
                                + ":7: 3 fields; expected 5 as in the header; put a field with a"
                                + " comma in quotes",
                        file + ":9: customer is empty; write who it was",
                        file
                                + ":10: a quote is not closed, so the rest of the file is not read;"
                                + " close it, and write a quote within quotes twice");
    }

    @Test
    void aLogWithoutAColumnCannotBeUsed() throws IOException {
        assertThat(terminal.simulate("--contacts", csv("time,customer,topic\n"), "--keys", "6"))
                .isEqualTo(2);

        assertThat(terminal.err()).contains(":1: no column channel; the first line must name");
    }

    @Test
    void aCustomerMayBeNamedAsInTheLog() throws IOException {
        var file = csv("time,customer,channel,topic\n2026-11-01T10:00:00Z,c-17,phone,billing.tv\n");

        var code =
                terminal.run(
                        "simulate",
                        Terminal.FLOW,
                        "--from",
                        "c-17",
                        "--contacts",
                        file,
                        "--keys",
                        "6");

        assertThat(code).isZero();
    }

    @Test
    void aHundredThousandContactsTakeSeconds() throws IOException {
        var log = new StringBuilder("time,customer,channel,topic\n");
        for (int i = 0; i < 100_000; i++) {
            log.append("2026-11-01T10:00:00Z,+7701" + (1_000_000 + i % 5000) + ",phone,outage\n");
        }
        var file = csv(log.toString());
        var before = System.nanoTime();

        assertThat(terminal.simulate("--contacts", file, "--keys", "6")).isZero();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void whyALikelyOptionIsReadLateIsSaid() throws IOException {
        var log =
                csv(
                        "time,customer,channel,topic\n"
                                + "2026-11-20T10:00:00Z,%s,phone,debt\n"
                                        .formatted(CALLER)
                                        .repeat(3));
        var at = List.of("--contacts", log, "--at", "2026-11-20T12:00:00Z", "--keys", "0");

        terminal.simulate(at.toArray(String[]::new));
        var words = terminal.out();
        terminal.simulate(Stream.concat(at.stream(), Stream.of("--json")).toArray(String[]::new));

        assertThat(words).contains("so late because it is sensitive: this caller is not trusted");
        assertThat(terminal.json())
                .anyMatch(object -> object.path("late").asText().contains("sensitive"));
    }

    @ParameterizedTest
    @CsvSource({
        "en, Your recent request",
        "ru, Ваше недавнее обращение",
        "kk, Жақындағы өтінішіңіз"
    })
    void theButtonOfAnOfferSaysWhatItDoes(String language, String label) throws IOException {
        assertThat(
                        terminal.simulate(
                                "--request", "outage",
                                "--field", "account=12345678",
                                "--contacts", csv(CHAT),
                                "--at", "2026-11-09T10:00:00Z",
                                "--channel", "telegram",
                                "--language", language,
                                "--says", "hello"))
                .isZero();

        assertThat(terminal.lines()).contains("  [* · " + label + "]");
    }

    private String csv(String text) throws IOException {
        return Files.writeString(folder.resolve("contacts.csv"), text).toString();
    }
}
