package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {
    private static final String CHAT =
            "time,customer,channel,topic\r\n2026-11-09T09:00:00Z,+77011234567,chat,outage\r\n";

    private static final String CALLER = "+77011234567";

    private final Terminal terminal = new Terminal();

    @TempDir private Path folder;

    @Test
    void aCallReadsAsItIsHeard() {
        assertThat(simulate("--keys", "6,12345678,1500")).isZero();

        assertThat(terminal.lines())
                .startsWith("  Welcome to Aspan Telecom.")
                .contains("> 6", "> 12345678", "> 1500")
                .endsWith("= we hang up");
        assertThat(terminal.out()).contains("[6] For cable television payments, press six.");
    }

    @Test
    void aFieldOfAnotherKindIsRefusedByNameAndNotRepeated() {
        assertThat(simulate("--field", "account=<script>", "--keys", "1")).isNotZero();

        assertThat(terminal.err()).contains("--field account: must be 8 digits");
        assertThat(terminal.err()).doesNotContain("script>");
    }

    @Test
    void whatNothingAsksForIsRefusedWithWhatThereIs() {
        assertThat(simulate("--field", "nope=12345678", "--keys", "1")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("--field nope: there is no such field; there are account")
                .doesNotContain("12345678");

        assertThat(simulate("--request", "nope", "--keys", "1")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("--request nope: the flow names no such topic", "billing.tv, debt");
        assertThat(simulate("--request", "outtage", "--keys", "1")).isEqualTo(2);
        assertThat(terminal.err()).contains("did you mean outage?");
        assertThat(simulate("--request", "outage.fibre", "--keys", "0")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"abc, a", "q, q", "1ж, ж", "1 1, U+0020", "١, ١"})
    void whatIsNoKeyOfATelephoneIsRefusedByIt(String keys, String named) {
        assertThat(simulate("--keys", "1," + keys + ",7")).isEqualTo(2);

        assertThat(terminal.err())
                .contains("--keys: " + named + " is no key of a telephone; write digits, * or #");
    }

    @Test
    void keysThatAreOneTooManyAreSaidToBeDropped() {
        assertThat(simulate("--keys", "33,0")).isZero();
        assertThat(terminal.out())
                .contains("of 2 keys only the first is taken here; write a comma between");

        simulate("--keys", "6,12345678,1500");
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
        assertThat(simulate("--keys", "6")).isZero();
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void asJsonEveryLineIsAnObjectWithItsTurn() {
        assertThat(simulate("--keys", "2,1", "--json")).isZero();

        var objects = json();
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
    void whoAlwaysPaysForTelevisionHearsItFirstOnTheSameKey() throws IOException {
        var log = new StringBuilder("time,customer,channel,topic\r\n");
        for (int day = 1; day <= 8; day++) {
            log.append("2026-11-0" + day + "T10:00:00Z," + CALLER + ",phone,billing.tv\r\n");
        }

        assertThat(
                        simulate(
                                "--contacts",
                                csv(log.toString()),
                                "--at",
                                "2026-11-09T10:00:00Z",
                                "--keys",
                                "6",
                                "--json"))
                .isZero();

        var first =
                json().stream().filter(object -> object.has("option")).findFirst().orElseThrow();
        assertThat(first.path("option").asText()).isEqualTo("pay_tv");
        assertThat(first.path("key").asText()).isEqualTo("6");
        assertThat(first.path("reasons")).isNotEmpty();
    }

    @Test
    void anOpenRequestIsOfferedAndStarLeadsPastTheMenusAndTheReadBack() throws IOException {
        assertThat(
                        simulate(
                                "--request", "outage",
                                "--field", "account=12345678",
                                "--contacts", csv(CHAT),
                                "--at", "2026-11-09T10:00:00Z",
                                "--keys", "*,4711"))
                .isZero();

        assertThat(terminal.out())
                .contains("[*] To go on with your recent request, press star.")
                .contains("open request about outage 24 h ago; worth it from")
                .contains("> *\n  To protect your account")
                .doesNotContain("For no connection", "The account ending in")
                .contains("I am connecting you to an internet specialist.");
    }

    @Test
    void aKnownFieldIsReadBackAfterThePinWhichIsNotShown() {
        assertThat(simulate("--field", "account=12345678", "--keys", "1,1,4711,1")).isZero();

        assertThat(terminal.out())
                .contains("The account ending in")
                .contains("> ••••")
                .doesNotContain("4711")
                .contains("= waits in the queue for an agent");
    }

    private static final String WAITING_FLOW =
            """
            flow: help
            languages: [en]
            start: person
            person: person
            nodes:
              person:
                hand_off: {queue: support, keys: {"2": written}, otherwise: written}
              written: {end: {say: {en: "It is written down. Goodbye."}}}
            """;

    private static final String QUEUES =
            """
            time-zone: UTC
            numbers: {8000: help}
            agi: {token: t0ken}
            ami: {secret: s3cret}
            hours: {day: {daily: '09:00-18:00'}}
            queues: {support: {hours: day, call-back: true, overflow: {closed: OVERFLOW}}, sales: {}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    10:00 | 2 | (queue support is open, until | It is written down. Goodbye.
                    10:00 | 2 | (while waiting in queue support: key 2 leads to written, key 1 asks for a call-back) | = we hang up
                    10:00 | 7,1 | key 7 leads nowhere | = confirms the number, keeps the place and is called back
                    10:00 | 7 | key 7 leads nowhere | = waits in the queue support for an agent
                    """)
    void whatMayBeDoneWhileOneWaitsIsSimulated(String at, String keys, String first, String then)
            throws IOException {
        waits(at, "ring-group", keys);

        assertThat(terminal.out()).contains(first).contains(then);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    20:00 | We are closed now | (queue support is closed, until Tuesday
                    10:00 | An agent will answer you here. | (queue support is open, until
                    """)
    void whoWritesIsToldOfTheQueueAsACallerIs(String at, String read, String told)
            throws IOException {
        waits(at, "ring-group", "", "--channel", "chat");

        assertThat(terminal.out()).contains(read, told);
        assertThat(terminal.lines()).endsWith("= waits in the queue support for an agent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ring-group | 5 | = goes to the dialplan's ring group
                    flow | 5 | It is written down. Goodbye.
                    voicemail | 5 | = leaves a message, which waits in the queue support
                    {queue: sales} | 5 | = waits in the queue support for an agent
                    '{message: {en: Closed.}, then: end}' | 5 | = we hang up
                    call-back | 1 | = confirms the number, keeps the place and is called back
                    '{call-back: true, then: voicemail}' | 0 | = leaves a message
                    """)
    void whatBecomesOfWhoComesWhileTheQueueIsClosedIsSimulated(
            String overflow, String keys, String end) throws IOException {
        waits("20:00", overflow, keys);

        assertThat(terminal.out())
                .contains("(queue support is closed, until Tuesday 17 November 2026 09:00 (UTC))")
                .contains(
                        end.replace(
                                "queue support for",
                                overflow.contains("sales")
                                        ? "queue sales for"
                                        : "queue support for"));
    }

    private void waits(String at, String overflow, String keys, String... more) throws IOException {
        var flow = Files.writeString(folder.resolve("help.yaml"), WAITING_FLOW);
        var settings =
                Files.writeString(
                        folder.resolve("queues.yaml"), QUEUES.replace("OVERFLOW", overflow));
        var words =
                new ArrayList<>(
                        List.of(
                                "simulate",
                                flow.toString(),
                                "--from",
                                CALLER,
                                "--settings",
                                settings.toString(),
                                "--at",
                                "2026-11-16T" + at,
                                "--keys",
                                keys));
        words.addAll(List.of(more));
        assertThat(terminal.run(words.toArray(String[]::new))).isZero();
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

        assertThat(simulate("--contacts", file, "--keys", "6")).isEqualTo(1);

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
        assertThat(simulate("--contacts", csv("time,customer,topic\n"), "--keys", "6"))
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

        assertThat(simulate("--contacts", file, "--keys", "6")).isZero();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
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

    @Test
    void aLookUpIsAnsweredFromAFile() throws IOException {
        var answer =
                Files.writeString(
                        folder.resolve("answer.json"),
                        "{\"outage\": \"yes\", \"restored_at\": \"2026-11-26T21:30:00+05:00\"}");
        var keys = "1,1,2468,12345678";

        simulate(
                "--field",
                "account=12345678",
                "--keys",
                keys,
                "--look-up",
                "outage_status=" + answer);
        var told = terminal.out();
        simulate("--field", "account=12345678", "--keys", keys);

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

        simulate(
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

        assertThat(simulate("--keys", "1", "--look-up", name + "=" + answer)).isEqualTo(2);

        assertThat(terminal.err()).contains("--look-up " + name, told);
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

        simulate(at.toArray(String[]::new));
        var words = terminal.out();
        simulate(Stream.concat(at.stream(), Stream.of("--json")).toArray(String[]::new));

        assertThat(words).contains("so late because it is sensitive: this caller is not trusted");
        assertThat(json()).anyMatch(object -> object.path("late").asText().contains("sensitive"));
    }

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

    @ParameterizedTest
    @CsvSource({
        "chat, en, the internet is slow, 'About: a slow connection.'",
        "telegram, ru, интернет тормозит, 'Тема: Медленное соединение.'",
        "sms, kk, интернетім баяу, 'Тақырып: Баяу байланыс.'",
        "mail, en, slow internet, 'About: a slow connection.'",
        "whatsapp, en, my connections are slow, 'About: a slow connection.'"
    })
    void whoWritesIsAnsweredAsItIsReadThere(
            String channel, String language, String text, String echo) {
        assertThat(simulate("--channel", channel, "--language", language, "--says", text)).isZero();

        assertThat(terminal.out()).contains("> " + text, "| " + echo);
        assertThat(terminal.lines()).endsWith("= waits in the queue for an agent");
    }

    @Test
    void whatLeadsToAnotherDoorIsToldWhereItIsWrittenToo() {
        terminal.run(
                "simulate",
                "src/test/resources/e2e/doors.yaml",
                "--from",
                CALLER,
                "--channel",
                "chat",
                "--keys",
                "1,1234,2");

        assertThat(terminal.out()).contains("the dialogue would go on by call");
        assertThat(terminal.lines()).contains("  | What does the meter show?");
    }

    @Test
    void aMenuIsButtonsWhereThereAreSomeAndLinesOfSegmentsInShortMessages() {
        simulate("--channel", "telegram", "--keys", "hello,1", "--says", "back");

        assertThat(terminal.lines())
                .startsWith("> hello", "  | Welcome to Aspan Telecom.", "  [1 · internet at home]")
                .contains("> 1", "  [1 · no connection]", "> back")
                .endsWith("= nothing more is written");

        var sms = new Terminal();
        sms.run(
                "simulate",
                Terminal.FLOW,
                "--from",
                CALLER,
                "--channel",
                "sms",
                "--language",
                "ru",
                "--says",
                "привет");
        assertThat(sms.lines())
                .contains("  | Здравствуйте, это Аспан Телеком.", "  | 1 Домашний интернет")
                .contains("  | 0 Другие вопросы, ? всё", "  (2 segments)")
                .contains("  (4 of 9 options fit; the others after ?)");
    }

    /** Words before it would cut it off. */
    @Test
    void inShortMessagesTheLinkToThePageForAPinIsInOneOfItsOwn() throws IOException {
        var flow =
                Files.writeString(
                        folder.resolve("proved.yaml"),
                        """
                        flow: proved
                        languages: [ru]
                        start: main
                        person: person
                        verify: pin
                        nodes:
                          main:
                            menu:
                              options:
                                mine: {key: 1, say: {ru: "остаток на счёте"}, next: mine}
                                ask: {key: 2, say: {ru: "другой вопрос"}, next: person}
                          mine: {tier: verified, end: {say: {ru: "Остаток 70."}}}
                          pin: {verify: {digits: 4, say: {ru: "Наберите PIN."}}}
                          person: {hand_off: {}}
                        """);

        terminal.run(
                "simulate",
                flow.toString(),
                "--from",
                CALLER,
                "--field",
                "account=12345678",
                "--channel",
                "sms",
                "--keys",
                "привет,1,123");

        var lines = terminal.lines();
        var chosen = lines.indexOf("  | остаток на счёте");
        assertThat(lines.get(chosen + 1)).contains("(1 segment)");
        assertThat(lines.get(chosen + 2)).startsWith("  | Введите PIN на https://");
        assertThat(terminal.out()).contains("Остаток 70.");
    }

    @ParameterizedTest
    @CsvSource({
        "en, Your recent request",
        "ru, Ваше недавнее обращение",
        "kk, Жақындағы өтінішіңіз"
    })
    void theButtonOfAnOfferSaysWhatItDoes(String language, String label) throws IOException {
        assertThat(
                        simulate(
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

    @Test
    void asJsonAMessageIsOneObject() {
        simulate("--channel", "sms", "--language", "ru", "--says", "привет", "--json");

        var message =
                json().stream()
                        .filter(each -> each.path("turn").asText().equals("message"))
                        .findFirst()
                        .orElseThrow();
        assertThat(message.path("texts")).hasSize(1);
        assertThat(message.path("segments").asInt()).isEqualTo(2);
        assertThat(message.path("notes")).isNotEmpty();
        assertThat(message.path("buttons")).isEmpty();
    }

    @Test
    void whatIsWrittenNeedsAChannelThatThereIs() {
        assertThat(simulate("--says", "hello")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("--says: on the telephone nothing is written; add --channel");

        assertThat(simulate("--channel", "telegraph")).isEqualTo(2);
        assertThat(terminal.err())
                .contains(
                        "--channel telegraph: write one of chat, telegram, vk, viber, whatsapp,"
                                + " messenger, instagram, sms, mail");
    }

    @Test
    void checkTellsWhatDoesNotFitWherePeopleWrite() throws IOException {
        var flow =
                Files.writeString(
                        folder.resolve("long.yaml"),
                        """
                        flow: long
                        languages: [en]
                        start: main
                        person: person
                        nodes:
                          main:
                            menu:
                              intro: {en: "%s"}
                              options:
                                agent:
                                  key: 0
                                  say: {en: "%s"}
                                  next: person
                          person: {hand_off: {say: {en: "Please press star."}}}
                        """
                                .formatted(
                                        "Long words. ".repeat(40),
                                        "somebody who knows everything about whatever you ask"
                                                + " today and on any other day"));

        assertThat(terminal.run("check", flow.toString(), "--channels")).isZero();

        assertThat(terminal.out())
                .contains(
                        "main.menu.options: telegram, en: the button is longer than 40: 0 ·",
                        "main.menu.options: whatsapp, en: the option is longer than 72: 0 ·",
                        "main.menu.intro: sms, en: the text does not fit and is shortened.",
                        "person.hand_off.say.en: speaks of keys, and people who write have none."
                                + " Add written: {en:");
        var quiet = new Terminal();
        quiet.run("check", flow.toString());
        assertThat(quiet.out()).doesNotContain("telegram", "speaks of keys");
    }

    private int simulate(String... options) {
        var arguments = new ArrayList<>(List.of("simulate", Terminal.FLOW, "--from", CALLER));
        arguments.addAll(List.of(options));
        return terminal.run(arguments.toArray(String[]::new));
    }

    private String csv(String text) throws IOException {
        return Files.writeString(folder.resolve("contacts.csv"), text).toString();
    }

    private List<JsonNode> json() {
        return terminal.lines().stream().map(SimulateCommandTest::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
