package io.recaller.cli;

import static io.recaller.cli.Terminal.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call at the terminal: what is heard, what is keyed, what is refused. */
class SimulateCommandTest {
    private final Terminal terminal = new Terminal();

    @TempDir private Path folder;

    @Test
    void aCallReadsAsItIsHeard() {
        assertThat(terminal.simulate("--keys", "6,12345678,1500")).isZero();

        assertThat(terminal.lines())
                .startsWith("  Welcome to Aspan Telecom.")
                .contains("> 6", "> 12345678", "> 1500")
                .endsWith("= we hang up");
        assertThat(terminal.out()).contains("[6] For cable television payments, press six.");
    }

    @Test
    void aFieldOfAnotherKindIsRefusedByNameAndNotRepeated() {
        assertThat(terminal.simulate("--field", "account=<script>", "--keys", "1")).isNotZero();

        assertThat(terminal.err()).contains("--field account: must be 8 digits");
        assertThat(terminal.err()).doesNotContain("script>");
    }

    @Test
    void whatNothingAsksForIsRefusedWithWhatThereIs() {
        assertThat(terminal.simulate("--field", "nope=12345678", "--keys", "1")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("--field nope: there is no such field; there are account")
                .doesNotContain("12345678");

        assertThat(terminal.simulate("--request", "nope", "--keys", "1")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("--request nope: the flow names no such topic", "billing.tv, debt");
        assertThat(terminal.simulate("--request", "outtage", "--keys", "1")).isEqualTo(2);
        assertThat(terminal.err()).contains("did you mean outage?");
        assertThat(terminal.simulate("--request", "outage.fibre", "--keys", "0")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"abc, a", "q, q", "1ж, ж", "1 1, U+0020", "١, ١"})
    void whatIsNoKeyOfATelephoneIsRefusedByIt(String keys, String named) {
        assertThat(terminal.simulate("--keys", "1," + keys + ",7")).isEqualTo(2);

        assertThat(terminal.err())
                .contains("--keys: " + named + " is no key of a telephone; write digits, * or #");
    }

    @Test
    void keysThatAreOneTooManyAreSaidToBeDropped() {
        assertThat(terminal.simulate("--keys", "33,0")).isZero();
        assertThat(terminal.out())
                .contains("of 2 keys only the first is taken here; write a comma between");

        terminal.simulate("--keys", "6,12345678,1500");
        assertThat(terminal.out()).doesNotContain("only the first");
    }

    @ParameterizedTest
    @CsvSource({"12,KZ", "112,DE", "4711,CH"})
    void aNumberOfNoPersonIsSaidToBeNone(String number, String region) {
        assertThat(
                        terminal.run(
                                "simulate",
                                Terminal.FLOW,
                                "--from",
                                number,
                                "--region",
                                region,
                                "--keys",
                                "6"))
                .isZero();

        assertThat(terminal.err())
                .startsWith("note: --from " + number + ": no person's number")
                .contains("the caller is a stranger, as in a call");
        assertThat(terminal.simulate("--keys", "6")).isZero();
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void asJsonEveryLineIsAnObjectWithItsTurn() {
        assertThat(terminal.simulate("--keys", "2,1", "--json")).isZero();

        var objects = terminal.json();
        assertThat(objects).allMatch(object -> object.hasNonNull("turn"));
        assertThat(objects.getFirst().path("say").asText()).isEqualTo("Welcome to Aspan Telecom.");
        var options = objects.stream().filter(object -> object.has("option")).toList();
        assertThat(options.getFirst().path("turn").asText()).isEqualTo("choose");
        assertThat(options).allMatch(o -> o.hasNonNull("say") && o.path("reasons").isArray());
        assertThat(options)
                .extracting(object -> object.path("key").asText())
                .startsWith("1", "2", "4", "5", "6", "7", "0");
        assertThat(objects.getLast().path("turn").asText()).isEqualTo("hand-off");
    }

    @Test
    void thePagesKeyHasARowOfItsOwn() {
        assertThat(terminal.simulate("--keys", "5,1")).isZero();
        assertThat(terminal.out())
                .contains("press zero.")
                .contains("  [9] To see this on your telephone's screen, press nine.\n")
                .doesNotContain("press zero. To see this");

        assertThat(terminal.simulate("--keys", "5,1", "--json")).isZero();
        assertThat(terminal.json())
                .anySatisfy(row -> {
                    assertThat(row.path("switch").asText()).isEqualTo("page");
                    assertThat(row.path("key").asText()).isEqualTo("9");
                    assertThat(row.path("say").asText()).endsWith("press nine.");
                });
    }

    @Test
    void aKnownFieldIsReadBackAfterThePinWhichIsNotShown() {
        assertThat(terminal.simulate("--field", "account=12345678", "--keys", "1,1,4711,1"))
                .isZero();

        assertThat(terminal.out())
                .contains("The account ending in five six seven eight: press one, or key another.")
                .contains("> ••••")
                .doesNotContain("4711")
                .contains("= waits in the queue for an agent");
    }

    @ParameterizedTest
    @CsvSource({"anonymous", "Restricted", "sip:anonymous@anonymous.invalid"})
    void whoWithholdsTheirNumberIsAStranger(String from) {
        assertThat(terminal.run("simulate", Terminal.FLOW, "--from", from, "--keys", "1,1,4711,0"))
                .isZero();
        assertThat(terminal.out()).contains("Welcome to Aspan Telecom.");

        assertThat(
                        terminal.run(
                                "simulate",
                                Terminal.FLOW,
                                "--from",
                                from,
                                "--field",
                                "account=12345678",
                                "--keys",
                                "1"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("--from " + from, "leave --field");
    }

    @Test
    void noControlCharacterOfAFileOrAnOptionReachesTheTerminal() throws IOException {
        var odd = "a\0b\u001B[31mc\u009Bd\u007F";
        var log =
                Files.writeString(
                        folder.resolve("odd.csv"),
                        "time,customer,channel,topic\n2026-11-01T10:00:00Z,+7701\0001234567,phone,x\n"
                                + odd
                                + ",+77011234567,phone,x\n");

        assertThat(terminal.simulate("--contacts", log.toString(), "--keys", "6")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("odd.csv:2: customer has the character U+0000 at position 6")
                .contains("odd.csv:3: time 'a\uFFFDb\uFFFD[31mc\uFFFDd\uFFFD'")
                .doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F]");

        terminal.run("check", odd);
        assertThat(terminal.err()).doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F]");
        terminal.run("simulate", Terminal.FLOW, "--from", odd, "--language", odd);
        assertThat(terminal.err()).doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F]");
    }

    @Test
    void aPinThatNobodyCanHaveIsAWrongOne() throws IOException {
        var flow =
                Files.writeString(
                        folder.resolve("short.yaml"),
                        """
                        flow: short
                        languages: [en]
                        start: proof
                        person: person
                        verify: proof
                        nodes:
                          proof:
                            verify: {digits: 3, say: {en: "Your PIN?"}}
                            retries: 0
                            next: done
                          person: {hand_off: {say: {en: "One moment."}}}
                          done: {end: {topic: billing, say: {en: "You are proven."}}}
                        """);

        terminal.run("simulate", flow.toString(), "--from", CALLER, "--keys", "123");

        assertThat(terminal.out()).contains("One moment.").doesNotContain("You are proven.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{\'due\': 40} | (not said: {due_at} is missing)",
                "{\'due\': 40, \'due_at\': null} | (not said: {due_at} is missing)",
                "{\'due\': 40, \'due_at\': \'\'} | (not said: {due_at} is missing)"
            })
    void aTextThatLacksAValueIsTold(String answer, String told) throws IOException {
        var flow =
                Files.writeString(
                        folder.resolve("clinic.yaml"),
                        """
                        flow: clinic
                        languages: [en]
                        start: ask
                        person: person
                        nodes:
                          ask:
                            look_up: {source: balance, result: {due: due, due_at: due_at}}
                            next: told
                            on_failure: person
                          told:
                            say: {en: "You owe {due, number}, by {due_at, date, ::EEEE}."}
                            next: bye
                          bye: {end: {say: {en: "Goodbye."}}}
                          person: {hand_off: {}}
                        """);
        var file = Files.writeString(folder.resolve("answer.json"), answer.replace('\'', '"'));
        var call =
                List.of(
                        "simulate",
                        flow.toString(),
                        "--from",
                        CALLER,
                        "--look-up",
                        "balance=" + file);

        assertThat(terminal.run(call.toArray(String[]::new))).isZero();
        assertThat(terminal.out()).contains(told, "Goodbye.").doesNotContain("You owe");

        terminal.run(Stream.concat(call.stream(), Stream.of("--json")).toArray(String[]::new));
        assertThat(terminal.out())
                .contains("{\"turn\":\"say\",\"unsaid\":\"{due_at} is missing\"}");
    }

    @Test
    void whatNoTelephoneHasKeysForIsTypedOnThePage() throws IOException {
        var flow =
                Files.writeString(
                        folder.resolve("contract.yaml"),
                        """
                        flow: contract
                        languages: [en]
                        start: ask
                        person: person
                        nodes:
                          ask:
                            form: {mail: {email: true, say: {en: "Your address?"}}}
                            next: done
                            on_phone: show
                          show: {switch: {to: page, say: {en: "Look."}, next: ask}}
                          done: {end: {say: {en: "It is {mail}."}}}
                          person: {hand_off: {}}
                        """);

        var from =
                List.of("simulate", flow.toString(), "--from", CALLER, "--keys", "5,A@b.example");
        assertThat(terminal.run(from.toArray(String[]::new))).isZero();

        assertThat(terminal.out().lines().filter(line -> !line.contains("(")))
                .containsExactly(
                        "  Look.",
                        "  Your address?",
                        "> 5",
                        "  Sorry, that is no e-mail address. Your address?",
                        "> A@b.example",
                        "  It is A@b.example.",
                        "= we hang up");
    }

    @Test
    void atTheTerminalTheEndOfInputHangsUp() {
        assertThat(terminal.types("2\n").run("simulate", Terminal.FLOW, "--from", CALLER)).isZero();

        assertThat(terminal.err()).contains("keys> ");
        assertThat(terminal.lines()).contains("> 2").endsWith("= the caller hangs up");
    }

    @Test
    void whenNobodyReadsOnTheCallerHangsUp() {
        var closed =
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int ignored) throws IOException {
                                throw new IOException("broken pipe");
                            }
                        },
                        true,
                        StandardCharsets.UTF_8);
        var keys = "9\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        var in = new ByteArrayInputStream(keys);

        var code =
                Main.run(
                        new String[] {"simulate", Terminal.FLOW, "--from", CALLER},
                        Map.of(),
                        in,
                        closed,
                        closed);

        assertThat(code).isZero();
    }

    @Test
    void whatIsRecommendedIsAskedByTheFlow() {
        assertThat(recommending("Faster for 500 more?", "1,#")).isZero();

        assertThat(terminal.lines())
                .contains(
                        "  Faster for 500 more? If you want it, press star. If not, press hash.",
                        "> #",
                        "  (the recommendation is declined)",
                        "  Goodbye.");
    }

    private int recommending(String words, String keys) {
        return terminal.run(
                "simulate",
                "../docs/examples/recommend.yaml",
                "--from",
                CALLER,
                "--recommend",
                words,
                "--keys",
                keys);
    }

    /** On a telephone, too, it is a key of a menu that leads nowhere. */
    @Test
    void aHashAloneIsNoSilence() {
        assertThat(terminal.simulate("--keys", "#,6,#")).isZero();

        assertThat(terminal.out())
                .contains("> #\n  Sorry, there is no such choice.")
                .doesNotContain("(silence)");
    }
}
