package io.recaller.asterisk.agi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.asterisk.fake.FakeCall;
import io.recaller.asterisk.fake.ToneSynthesizer;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.asterisk.prompt.Recordings;
import io.recaller.asterisk.prompt.Voice;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.context.Newcomer;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.voice.Line;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Entry;
import io.recaller.flow.Patience;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.menu.planner.Layout;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgiLineTest {
    private static final ContactId CONTACT =
            new ContactId(UUID.fromString("019b0000-0000-7000-8000-000000000001"));
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(2500));
    private static final Prompt HELLO = prompt("hello");
    private static final Prompt TV = prompt("for television press six");
    private static final Prompt AGENT = prompt("for a person press zero");
    private static final Turn.Choose MENU =
            new Turn.Choose(
                    Speech.of(HELLO),
                    new Layout(List.of(), "designed", Duration.ofSeconds(1)),
                    List.of(
                            new Choice("tv", "6", "television", Speech.of(TV)),
                            new Choice("agent", "7", "agent", Speech.of(AGENT))),
                    PATIENCE);
    private static final Turn.Ask ACCOUNT =
            new Turn.Ask(
                    Speech.of(prompt("your account number")),
                    new Entry.Digits(8, 8),
                    false,
                    PATIENCE,
                    false);
    private static final Turn.Verify PIN =
            new Turn.Verify(Speech.of(prompt("your code")), 4, PATIENCE);

    private final List<Reply> got = new CopyOnWriteArrayList<>();
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final BlockingQueue<ContactId> gone = new LinkedBlockingQueue<>();
    private final BlockingQueue<HangUp> how = new LinkedBlockingQueue<>();
    private final List<String> pressedWaiting = new CopyOnWriteArrayList<>();
    private Function<String, Waiting> waiting = _ -> new Waiting.On(Speech.of(HELLO));
    private BiConsumer<Line, Arrival> serve = (line, _) -> line.hangUp();
    private @Nullable AgiServer server;
    private @Nullable Path folder;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary.resolve("дыбыстар".repeat(8));
        var prompts =
                new Prompts(
                        folder,
                        Voice.espeak(),
                        new ToneSynthesizer(),
                        Recordings.none(),
                        Duration.ofSeconds(5),
                        2,
                        meters);
        var listener =
                new AgiListener(
                        "secret",
                        number -> Optional.of(new Handle(HandleKind.TEL, number)),
                        prompts,
                        (line, arrival) -> {
                            arrivals.add(arrival);
                            serve.accept(line, arrival);
                        },
                        (_, pressed) -> {
                            pressedWaiting.add(pressed);
                            return waiting.apply(pressed);
                        },
                        new Gone()::gone,
                        meters);
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = AgiServer.open(AgiSettings.of(here, "secret"), listener, meters);
    }

    @AfterEach
    void stop() {
        requireNonNull(server).close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 20, 128, 300})
    void aReadBackOfAnyLengthIsOnePlayThatAKeyStops(int pieces) throws IOException {
        var speech =
                Speech.of(HELLO)
                        .then(new Speech(Collections.nCopies(pieces, prompt("сіз"))))
                        .then(Speech.of(TV));
        serve =
                (line, _) -> {
                    got.add(
                            line.ask(
                                            new Turn.Ask(
                                                    speech,
                                                    new Entry.Digits(1, 1),
                                                    false,
                                                    PATIENCE,
                                                    false))
                                    .reply());
                    line.play(speech);
                    got.add(line.choose(MENU).reply());
                    line.hangUp();
                };

        var call = call().press("7").interrupt("6").ring();

        assertThat(got).containsExactly(new Reply.Keys("7"), new Reply.Keys("6"));
        assertThat(call.commands()).filteredOn(command -> command.contains("Read")).hasSize(2);
        assertThat(call.commands())
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2047));
        assertThat(call.sound().length)
                .isEqualTo(2 * 800 * (HELLO.words().length() + 3 * pieces + TV.words().length()));
        assertThat(reels()).as("nothing is left of it").isEmpty();
    }

    private List<Path> reels() throws IOException {
        var reels = requireNonNull(folder).resolve("personal/reels");
        try (var files = Files.exists(reels) ? Files.list(reels) : Stream.<Path>empty()) {
            return files.toList();
        }
    }

    @Test
    void aKeyPressedIntoAMenuChoosesAndOneReadPlaysAllOfIt() {
        serve = (line, _) -> got.add(line.choose(MENU).reply());

        var call = call().press("6").ring();

        assertThat(got).containsExactly(new Reply.Keys("6"));
        assertThat(call.heard()).containsExactly(names(HELLO, TV, AGENT));
        assertThat(call.commands()).filteredOn(command -> command.contains("Read")).hasSize(1);
        assertThat(call.variable("TIMEOUT(response)")).isEqualTo("5.000");
        assertThat(call.variable("TIMEOUT(digit)")).isEqualTo("2.500");
        assertThat(call.variable("RECALLER_PICK")).isEmpty();
    }

    @Test
    void aKeyIsTakenByTheQuestionThatTellsIt() {
        serve =
                (line, _) -> {
                    got.add(line.choose(MENU).reply());
                    got.add(line.choose(MENU).reply());
                };

        var call = call().press("6").press("").ring();

        assertThat(got).containsExactly(new Reply.Keys("6"), new Reply.Silence());
        assertThat(call.commands())
                .as("nothing but the reading and the question")
                .filteredOn(command -> command.contains("RECALLER_PICK"))
                .filteredOn(command -> !command.startsWith("GET FULL VARIABLE"))
                .allMatch(command -> command.startsWith("EXEC \"Read\""));
        assertThat(call.variable("RECALLER_PICK")).isEmpty();
    }

    @Test
    void anAsteriskWithoutFunctionsForTextTellsKeysAllTheSame() {
        serve =
                (line, _) -> {
                    got.add(line.choose(MENU).reply());
                    got.add(line.choose(MENU).reply());
                    got.add(line.ask(ACCOUNT).reply());
                };

        var call = call().withoutStrings().press("").press("6").press("1234").ring();

        assertThat(got)
                .containsExactly(new Reply.Silence(), new Reply.Keys("6"), new Reply.Keys("1234"));
        assertThat(call.variable("RECALLER_PICK")).isEmpty();
    }

    @Test
    void aDialplanThatWatchesReadsItselfAndGivesTheServerSecondsForEachPause() {
        serve =
                (line, _) -> {
                    got.add(line.choose(MENU).reply());
                    line.play(Speech.of(HELLO));
                };

        var call = call().with("RECALLER_WATCH", "5").press("6").ring();

        assertThat(got).containsExactly(new Reply.Keys("6"));
        assertThat(call.heard()).startsWith(names(HELLO, TV, AGENT)).endsWith(names(HELLO));
        assertThat(call.commands())
                .contains("SET VARIABLE \"TIMEOUT(absolute)\" \"5\"")
                .noneMatch(command -> command.contains("EXEC"))
                .anyMatch(command ->
                        command.startsWith("GOSUB \"recaller-read\" \"s\" \"1\" \"")
                                && command.endsWith(",1,,5.000,2.500\""))
                .anyMatch(command ->
                        command.startsWith("GOSUB \"recaller-read\"")
                                && command.endsWith(",1,0.010,5.000,2.500\""));
    }

    @Test
    void theFirstTurnTellsTheDialplanWhichContactItIs() {
        serve =
                (line, _) -> {
                    line.carry(CONTACT);
                    got.add(line.choose(MENU).reply());
                    got.add(line.choose(MENU).reply());
                    line.hangUp();
                };

        var call = call().with("RECALLER_WATCH", "5").press("6").press("7").ring();

        assertThat(got).containsExactly(new Reply.Keys("6"), new Reply.Keys("7"));
        assertThat(call.variable("RECALLER_CONTACT")).isEqualTo(CONTACT.toString());
        assertThat(call.commands().stream().map(AgiLineTest::begun))
                .containsExactly(
                        "GET FULL VARIABLE", // the token
                        "SET VARIABLE \"TIMEOUT(absolute)\"",
                        "ANSWER",
                        "GOSUB \"recaller-read\" \"first\"",
                        "GET FULL VARIABLE",
                        "GOSUB \"recaller-read\" \"s\"",
                        "GET FULL VARIABLE",
                        "SET VARIABLE \"RECALLER_DONE\"",
                        "SET VARIABLE \"AJ_AGISTATUS\"");
    }

    /** The command, and what it is about where it names that. */
    private static String begun(String command) {
        return command.startsWith("GET")
                ? "GET FULL VARIABLE"
                : command.replaceAll("^((SET VARIABLE|GOSUB \\S+) \\S+) .*", "$1");
    }

    @ParameterizedTest
    @CsvSource({"5, true", "'', true", "'', false"})
    void aDialplanThatHearsOfNoContactInATurnIsToldBefore(String watch, boolean isOlder) {
        serve =
                (line, _) -> {
                    line.carry(CONTACT);
                    got.add(line.choose(MENU).reply());
                };
        var call = call().with("RECALLER_WATCH", watch).press("6");

        (isOlder ? call.withOlderInclude() : call).ring();

        var told = "SET VARIABLE \"RECALLER_CONTACT\" \"" + CONTACT + "\"";
        assertThat(got).containsExactly(new Reply.Keys("6"));
        assertThat(call.commands()).containsOnlyOnce(told);
        assertThat(call.commands().stream().takeWhile(command -> !command.equals(told)))
                .noneMatch(command -> command.startsWith("GOSUB") || command.startsWith("EXEC"));
    }

    @ParameterizedTest
    @CsvSource({"5", "''"})
    void whatIsToBeDoneOnceTheCallCarriesItsContactIsDoneAsItIsToldSo(String watch) {
        var order = new CopyOnWriteArrayList<String>();
        serve =
                (line, _) -> {
                    line.carry(CONTACT, () -> order.add("told"));
                    order.add("words are found");
                    var answer = line.choose(MENU);
                    order.add(answer.reply().keyed());
                    line.hangUp();
                };

        call().with("RECALLER_WATCH", watch).press("6").ring();

        assertThat(order).containsExactly("words are found", "told", "6");
    }

    @Test
    void whileWordsAreMadeTheDialplanKnowsTheContactAlready() {
        serve =
                (line, _) -> {
                    line.carry(CONTACT);
                    line.whileThinking(() -> got.add(new Reply.Silence()));
                    line.hangUp();
                };

        var call = call().with("RECALLER_WATCH", "5").ring();

        assertThat(call.commands())
                .containsSubsequence(
                        "SET VARIABLE \"RECALLER_CONTACT\" \"" + CONTACT + "\"",
                        "SET VARIABLE \"RECALLER_DONE\" \"hangup\"");
    }

    @Test
    void keysThatWereKeptAreAskedForAlsoByAnOlderDialplan() {
        serve = (line, _) -> got.add(line.choose(MENU).reply());

        call().with("RECALLER_KEYS", "6").ring();
        call().with("RECALLER_PICK", "7").ring();
        call().with("RECALLER_KEYS", "6").withOlderInclude().ring();

        assertThat(got)
                .containsExactly(new Reply.Keys("6"), new Reply.Keys("7"), new Reply.Keys("6"));
    }

    @Test
    void anOfferIsReadBeforeTheOptionsInTheSameReadAndStarTakesIt() {
        var offered =
                new Turn.Choose(
                        Speech.of(HELLO),
                        MENU.layout(),
                        Stream.concat(
                                        Stream.of(
                                                new Choice(
                                                        Choice.OFFER,
                                                        "*",
                                                        "your request",
                                                        Speech.of(
                                                                prompt(
                                                                        "your request: press"
                                                                                + " star")))),
                                        MENU.choices().stream())
                                .toList(),
                        PATIENCE);
        serve = (line, _) -> got.add(line.choose(offered).reply());

        var call = call().press("*").ring();

        assertThat(got).containsExactly(new Reply.Keys("*"));
        assertThat(call.heard())
                .containsExactly(names(HELLO, prompt("your request: press star"), TV, AGENT));
    }

    @Test
    void silenceIsNoInput() {
        serve = (line, _) -> got.add(line.choose(MENU).reply());

        call().staySilent().ring();

        assertThat(got).containsExactly(new Reply.Silence());
    }

    @Test
    void hashInAMenuIsAKeyThatNoOptionHas() {
        serve = (line, _) -> got.add(line.choose(MENU).reply());

        call().press("#").ring();

        assertThat(got).containsExactly(new Reply.Keys("#"));
    }

    @Test
    void keysOfAValueEndByHashOrByTheirNumberOrBySilence() {
        serve =
                (line, _) -> {
                    got.add(line.ask(ACCOUNT).reply());
                    got.add(line.ask(ACCOUNT).reply());
                    got.add(line.ask(ACCOUNT).reply());
                };

        call().press("12*4#").press("12345678").press("123").ring();

        assertThat(got)
                .containsExactly(
                        new Reply.Keys("12*4"), new Reply.Keys("12345678"), new Reply.Keys("123"));
    }

    @Test
    void aHashAfterAValueThatWasCompleteWithoutItIsNotTakenForTheNextAnswer() {
        serve =
                (line, _) -> {
                    got.add(line.ask(ACCOUNT).reply());
                    got.add(line.choose(MENU).reply());
                };

        call().press("12345678").press("#").press("6").ring();

        assertThat(got).containsExactly(new Reply.Keys("12345678"), new Reply.Keys("6"));
    }

    @Test
    void aKeyStopsWhatIsPlayedAndCountsInTheNextMenu() {
        serve =
                (line, _) -> {
                    line.play(Speech.of(HELLO));
                    line.play(Speech.of(TV));
                    got.add(line.choose(MENU).reply());
                };

        var call = call().interrupt("0").ring();

        assertThat(got).containsExactly(new Reply.Keys("0"));
        assertThat(call.heard()).containsExactly(names(HELLO));
    }

    @Test
    void keysPressedWhileTheServerThinksAreKept() {
        var call = call().pressWhileThinking("6").pressWhileThinking("12#");
        serve =
                (line, _) -> {
                    got.add(line.whileThinking(() -> afterSlices(call)));
                    got.add(line.choose(MENU).reply());
                    got.add(line.ask(ACCOUNT).reply());
                };

        call.ring();

        assertThat(got)
                .containsExactly(new Reply.Silence(), new Reply.Keys("6"), new Reply.Keys("12"));
    }

    private static Reply afterSlices(FakeCall call) {
        call.awaitSlices(2);
        return new Reply.Silence();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", ""})
    void keysPressedBetweenTwoCommandsAreKeptInTheirOrder(String watch) {
        serve =
                (line, _) -> {
                    got.add(line.choose(MENU).reply());
                    line.whileThinking(AgiLineTest::aWhile);
                    line.play(Speech.of(TV));
                    got.add(line.ask(ACCOUNT).reply());
                    got.add(line.choose(MENU).reply());
                };

        var call =
                call().with("RECALLER_WATCH", watch)
                        .press("6")
                        .pressBetween("12#")
                        .press("7")
                        .ring();

        assertThat(got)
                .containsExactly(new Reply.Keys("6"), new Reply.Keys("12"), new Reply.Keys("7"));
        assertThat(call.heard())
                .as("what is answered is not asked")
                .containsExactly(names(HELLO, TV, AGENT, HELLO, TV, AGENT));
        assertThat(call.commands()).filteredOn(AgiLineTest::reads).hasSize(2);
    }

    @Test
    void aCodeIsNotKeyedAheadOfItsQuestion() {
        serve =
                (line, _) -> {
                    got.add(line.choose(MENU).reply());
                    line.whileThinking(AgiLineTest::aWhile);
                    got.add(line.verify(PIN).reply());
                };

        call().press("6").pressBetween("99").press("1234").ring();

        assertThat(got).containsExactly(new Reply.Keys("6"), new Reply.Keys("1234"));
    }

    private static boolean reads(String command) {
        return command.startsWith("GOSUB") || command.startsWith("EXEC");
    }

    private static String aWhile() {
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        return "thought";
    }

    @Test
    void workThatIsQuickCostsNoReading() {
        serve = (line, _) -> assertThat(line.whileThinking(() -> "quick")).isEqualTo("quick");

        var call = call().ring();

        assertThat(call.commands()).noneMatch(command -> command.contains("Read"));
    }

    @Test
    void partOfAValueTypedAheadIsCompletedWithoutAPrompt() {
        serve = (line, _) -> got.add(line.ask(ACCOUNT).reply());

        var call =
                call().with("RECALLER_PICK", "1").with("RECALLER_KEYS", "23").press("45678").ring();

        assertThat(got).containsExactly(new Reply.Keys("12345678"));
        assertThat(call.heard()).isEmpty();
        assertThat(call.variable("RECALLER_KEYS")).isEmpty();
    }

    @Test
    void keysTypedAheadAreThrownAwayBeforeAPin() {
        serve = (line, _) -> got.add(line.verify(PIN).reply());

        var call = call().with("RECALLER_KEYS", "9999").press("1234").ring();

        assertThat(got).containsExactly(new Reply.Keys("1234"));
        assertThat(call.heard()).hasSize(1);
    }

    @Test
    void aCallIsKnownByItsNumbersAndItsContact() {
        serve =
                (line, _) -> {
                    line.carry(CONTACT);
                    line.waitForAgent();
                };

        var call = call().from("+77011234567").to("8001").with("RECALLER_ATTESTATION", "A").ring();
        var again = call().with("RECALLER_CONTACT", CONTACT.toString()).ring();

        assertThat(call.variable("RECALLER_CONTACT")).isEqualTo(CONTACT.toString());
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("wait");
        assertThat(again.variable("RECALLER_DONE")).isEqualTo("wait");
        assertThat(arrivals.getFirst())
                .isEqualTo(
                        new Arrival(
                                Channel.PHONE,
                                "8001",
                                Optional.of(new Handle(HandleKind.TEL, "+77011234567")),
                                TrustTier.ATTESTED,
                                Optional.empty(),
                                new Address.Call("fake", "fake-1", "PJSIP/trunk-00000001"),
                                Optional.empty()));
        assertThat(arrivals.getLast().resuming()).contains(CONTACT);
        assertThat(arrivals.getLast().handle()).isEmpty();
    }

    @Test
    void aServerThatFailsLeadsTheCallerToAPerson() {
        serve =
                (_, _) -> {
                    throw new IllegalStateException("as a test");
                };

        assertThat(call().ring().variable("RECALLER_DONE")).isEqualTo("ringgroup");
        assertThat(meters.counter("recaller.calls.failed").count()).isOne();
    }

    @Test
    void anErrorOfTheMachineLeadsToAPersonAsWell() {
        serve =
                (_, _) -> {
                    throw new StackOverflowError("as a test");
                };

        assertThat(call().ring().variable("RECALLER_DONE")).isEqualTo("ringgroup");
    }

    @Test
    void aTurnOfWhichNothingCanBeSaidLeadsToAPerson() {
        serve = (line, _) -> line.play(Speech.of(prompt("unspeakable")));

        assertThat(call().ring().variable("RECALLER_DONE")).isEqualTo("ringgroup");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8000|A|other|2.1",
                "8000\"8000",
                "${SHELL(id)}",
                "8000&PJSIP/phone-1",
                "8000\u00008",
                "8000 or so",
                "8000,A",
                "<script>"
            })
    void aDialledNumberThatIsNoneIsNoneAndNothingElse(String dialled) {
        var arrivals = new ArrayList<Arrival>();
        serve =
                (line, arrival) -> {
                    arrivals.add(arrival);
                    line.hangUp();
                };

        call().to(dialled).with("RECALLER_ATTESTATION", "B").ring();
        call().script("call?k=secret").to(dialled).ring();

        assertThat(arrivals)
                .hasSize(2)
                .allSatisfy(arrival -> {
                    assertThat(arrival.trust()).isNotEqualTo(TrustTier.ATTESTED);
                    assertThat(arrival.address())
                            .isEqualTo(new Address.Call("fake", "fake-1", "PJSIP/trunk-00000001"));
                    assertThat(arrival.entry()).matches("(unknown|s)?");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"A|x", "AA", "a", "B", " A", "", "A\t"})
    void onlyAFullAttestationCounts(String word) {
        var attested = new ArrayList<Boolean>();
        serve =
                (line, arrival) -> {
                    attested.add(arrival.trust() == TrustTier.ATTESTED);
                    line.hangUp();
                };

        call().from("+77011234567").with("RECALLER_ATTESTATION", word).ring();
        call().from("+77011234567").with("RECALLER_ATTESTATION", "A").ring();

        assertThat(attested).containsExactly(false, true);
    }

    @Test
    void theDialplanIsToldTheMusicOfTheQueueAndWhenTheNextVisitIsDue() {
        waiting =
                _ ->
                        new Waiting.On(
                                Speech.silence(),
                                Optional.of("jazz"),
                                Optional.of(Duration.ofMillis(12_100)));

        var call = visit().ring();

        assertThat(call.variable("RECALLER_QUEUE_MUSIC")).isEqualTo("jazz");
        assertThat(call.variable("RECALLER_PAUSE")).isEqualTo("13");
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("wait");
    }

    @Test
    void whoLeavesTheQueueForTheFlowHearsTheMessageAndWhatWasTypedIntoItIsKept() {
        waiting = _ -> new Waiting.InFlow(Speech.of(HELLO));

        var call = visit().interrupt("2").ring();

        assertThat(call.heard()).hasSize(1);
        assertThat(call.variable("RECALLER_KEYS")).isEqualTo("2");
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("menu");
    }

    @Test
    void whoIsTurnedAwayHearsWhyAndIsLetGo() {
        waiting = _ -> new Waiting.Over(Speech.of(HELLO));

        var call = visit().ring();

        assertThat(call.heard()).hasSize(1);
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("hangup");
    }

    @Test
    void whoGoesToTheRingGroupHearsTheMessageFirst() {
        waiting = _ -> new Waiting.RingGroup(Unserved.CLOSED, Speech.of(HELLO));

        var call = visit().ring();

        assertThat(call.heard()).hasSize(1);
        assertThat(call.variable("RECALLER_WHY")).isEqualTo("closed");
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("ringgroup");
    }

    private FakeCall visit() {
        return call().script("wait").with("RECALLER_CONTACT", CONTACT.toString());
    }

    @Test
    void aWaitingCallerHearsTheAnnouncementAndAKeyPressedIntoItIsLookedAt() {
        var call =
                call().script("wait")
                        .with("RECALLER_CONTACT", CONTACT.toString())
                        .with("RECALLER_KEY", "5")
                        .interrupt("2")
                        .ring();

        assertThat(pressedWaiting).containsExactly("5", "2");
        assertThat(call.heard()).hasSize(2);
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("wait");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ru, ru",
                "kk-KZ, kk",
                "RU_ru.UTF-8, ru",
                "' en ', en",
                "'', -",
                "Russian, -",
                "русский, -",
                "ru|kk, -",
                "ru;x, -",
                "<script>, -",
                "'ru,kk', -",
                "../en, -",
            })
    void theDialplanMaySayTheLanguageAndNothingElseIsTakenForOne(
            String set, @Nullable String read) {
        var arrivals = new ArrayList<Arrival>();
        serve =
                (line, arrival) -> {
                    arrivals.add(arrival);
                    line.hangUp();
                };

        call().with("RECALLER_LANGUAGE", set).ring();

        assertThat(arrivals.getFirst().language())
                .isEqualTo(Optional.ofNullable(read).map(Language::new));
        assertThat(arrivals.getFirst().trust()).isNotEqualTo(TrustTier.ATTESTED);
    }

    @Test
    void aCallThatCameBackSaysItsLanguageToo() {
        var arrivals = new ArrayList<Arrival>();
        serve =
                (line, arrival) -> {
                    arrivals.add(arrival);
                    line.hangUp();
                };

        call().with("RECALLER_LANGUAGE", "kk")
                .with("RECALLER_CONTACT", "00000000-0000-0003-0000-000000000003")
                .ring();

        assertThat(arrivals.getFirst().resuming()).isPresent();
        assertThat(arrivals.getFirst().language()).contains(new Language("kk"));
    }

    @Test
    void whoTakesTheCallersPlaceIsToldOnce() {
        var newcomers = new ArrayList<Optional<Newcomer>>();
        serve =
                (line, _) -> {
                    for (var question = 0; question < 4; question++) {
                        got.add(line.choose(MENU).reply());
                        newcomers.add(line.newcomer());
                    }
                    line.hangUp();
                };

        call().press("1")
                .pressAs("PJSIP/trunk-00000007", "fake-7", "+4915112345678", "2")
                .press("3")
                .pressAs("Local/8000@consult-00000001;2", "fake-9", "", "4")
                .ring();

        var mars = new Handle(HandleKind.TEL, "+4915112345678");
        assertThat(newcomers)
                .hasSize(4)
                .startsWith(
                        Optional.empty(),
                        Optional.of(new Newcomer(Optional.of(mars))),
                        Optional.empty());
        assertThat(newcomers.getLast()).isPresent();
    }

    @Test
    void lineBreaksInANewcomersNumberAnswerNothingElse() {
        var newcomers = new ArrayList<Optional<Newcomer>>();
        serve =
                (line, _) -> {
                    for (var question = 0; question < 2; question++) {
                        got.add(line.choose(MENU).reply());
                        newcomers.add(line.newcomer());
                    }
                    line.hangUp();
                };
        var number = "+4915112345678)\n200 result=1 (OK|1|fake-7";

        var call = call().pressAs("PJSIP/trunk-00000007", "fake-7", number, "2").press("3").ring();

        assertThat(got).containsExactly(new Reply.Keys("2"), new Reply.Keys("3"));
        assertThat(newcomers).hasSize(2).endsWith(Optional.empty());
        assertThat(newcomers.getFirst()).isPresent();
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("hangup");
    }

    @Test
    void aNameMayHoldWhateverEndsALineElsewhere() {
        serve = (line, _) -> line.hangUp();

        for (var name : List.of("Ann\u2028Lee", "Ann\u2029", "\u0085", "Ann\rLee", "Ёлка \u202E")) {
            assertThat(call().named(name).ring().variable("RECALLER_DONE"))
                    .as(name)
                    .isEqualTo("hangup");
        }
    }

    @Test
    void whoSpokeThroughALocalChannelIsNoNewcomerWhenItIsOptimisedAway() {
        var newcomers = new ArrayList<Optional<Newcomer>>();
        serve =
                (line, _) -> {
                    got.add(line.choose(MENU).reply());
                    line.newcomer();
                    got.add(line.choose(MENU).reply());
                    newcomers.add(line.newcomer());
                    line.hangUp();
                };

        call().pressAs("Local/8000@x-00000001;2", "fake-2", "+77011234567", "1")
                .pressAs("PJSIP/trunk-00000007", "fake-7", "+77011234567", "2")
                .ring();

        assertThat(newcomers).containsExactly(Optional.empty());
    }

    @TestFactory
    Stream<DynamicTest> aCallerMayHangUpAtAnyMoment() {
        serve = (line, _) -> everything(line);
        var all = talkative(call()).ring().commands().size();

        return IntStream.range(1, all)
                .boxed()
                .flatMap(at ->
                        Stream.of(
                                DynamicTest.dynamicTest(
                                        "closed at " + at,
                                        () -> isReported(talkative(call()).hangUpAt(at))),
                                DynamicTest.dynamicTest(
                                        "dead at " + at,
                                        () -> isReported(talkative(call()).hangUpAndStayAt(at)))));
    }

    @ParameterizedTest
    @CsvSource({"7199, BY_CALLER", "1, AT_LIMIT"})
    void whoIsCutOffAsTheLongestCallIsOverHasNotHungUp(String left, HangUp told) throws Exception {
        serve = (line, _) -> everything(line);
        var call = talkative(call()).with("RECALLER_LEFT", left).hangUpAt(12);

        call.with("RECALLER_CONTACT", CONTACT.toString()).ring();

        assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo(CONTACT);
        assertThat(how).containsExactly(told);
    }

    private void isReported(FakeCall call) throws InterruptedException {
        gone.clear();

        call.with("RECALLER_CONTACT", CONTACT.toString()).ring();

        assertThat(call.variable("RECALLER_DONE")).isNotEqualTo("ringgroup");
        if (call.variable("RECALLER_DONE").isEmpty()) {
            assertThat(gone.poll(10, TimeUnit.SECONDS)).isEqualTo(CONTACT);
        }
    }

    private void everything(Line line) {
        line.carry(CONTACT);
        line.play(Speech.of(HELLO));
        got.add(line.choose(MENU).reply());
        got.add(line.ask(ACCOUNT).reply());
        got.add(line.verify(PIN).reply());
        line.waitForAgent();
    }

    private static FakeCall talkative(FakeCall call) {
        return call.press("6").press("12345678").press("1234");
    }

    private FakeCall call() {
        return new FakeCall(requireNonNull(server).port());
    }

    private static Prompt prompt(String words) {
        return new Prompt(new Language("en"), words);
    }

    private static String[] names(Prompt... prompts) {
        var names = new ArrayList<String>();
        for (var prompt : prompts) {
            names.add(prompt.address());
        }
        return names.toArray(String[]::new);
    }

    private final class Gone implements CallerEvents {
        @Override
        public void gone(ContactId contact, HangUp how) {
            AgiLineTest.this.how.add(how);
            gone.add(contact);
        }

        @Override
        public void replaced(ContactId contact, String number) {}

        @Override
        public void alive(String asteriskSystem, Map<ContactId, Address> contacts) {}
    }
}
