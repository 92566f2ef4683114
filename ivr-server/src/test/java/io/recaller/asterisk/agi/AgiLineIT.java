package io.recaller.asterisk.agi;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.asterisk.ami.AmiLink;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.fake.ToneSynthesizer;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.asterisk.prompt.Recordings;
import io.recaller.asterisk.prompt.Voice;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.voice.Line;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.flow.Entry;
import io.recaller.flow.Patience;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.instance.LocalAsterisk;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Stage;
import io.recaller.menu.planner.Layout;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our door on a real Asterisk, with real SIP, audio and keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@Tag("beside")
class AgiLineIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final ContactId CONTACT = new ContactId(UUID.randomUUID());
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(4), Duration.ofMillis(1500));

    private static final Turn.Ask FOUR_DIGITS =
            new Turn.Ask(speech("four"), new Entry.Digits(4, 4), false, PATIENCE, false);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockingQueue<Object> got = new LinkedBlockingQueue<>();
    private final BlockingQueue<RingOutcome> outcomes = new LinkedBlockingQueue<>();
    private final BlockingQueue<ContactId> gone = new LinkedBlockingQueue<>();
    private volatile Set<String> alive = Set.of();
    private volatile BiConsumer<Line, Arrival> serve = (line, _) -> line.hangUp();
    private AgiServer server;
    private LocalAsterisk pbx;
    private Stage stage;
    private AmiLink link;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = AgiServer.open(AgiSettings.of(here, "word"), listener(folder), meters);
        var environment = System.getenv();
        var cache = AsteriskPackages.defaultCache(environment);
        var program = new AsteriskPackages(cache, environment, _ -> {}).asterisk();
        var ports = Ports.free();
        var stagePorts = Ports.free();
        var servers = List.of("127.0.0.1:" + server.port());
        var role =
                new Role.Pbx(
                        stagePorts.sip(),
                        List.of("phone-1"),
                        servers,
                        "word",
                        Duration.ofSeconds(3));
        pbx = LocalAsterisk.start(program, folder.resolve("pbx"), ports, role);
        var stageRole = new Role.Stage(ports.sip());
        stage = Stage.open(program, folder.resolve("stage"), stagePorts, stageRole);
        var account = pbx.server();
        link =
                AmiLink.open(
                        looking(
                                AmiSettings.of(
                                        account.host(),
                                        account.port(),
                                        account.user(),
                                        account.secret(),
                                        Optional.empty())),
                        (_, outcome) -> outcomes.add(outcome),
                        List::of,
                        _ -> new Callers(),
                        (system, _) -> Optional.of(new Reach(system, true)),
                        meters);
    }

    /** At its calls every second. */
    private static AmiSettings looking(AmiSettings usual) {
        return new AmiSettings(
                usual.host(),
                usual.port(),
                usual.user(),
                usual.secret(),
                usual.tls(),
                usual.pingEvery(),
                usual.silence(),
                usual.retryEvery(),
                Duration.ofSeconds(1),
                usual.answerWithin());
    }

    private AgiListener listener(Path folder) {
        var prompts =
                new Prompts(
                        folder.resolve("prompts"),
                        Voice.espeak(),
                        new ToneSynthesizer(),
                        Recordings.none(),
                        Duration.ofSeconds(5),
                        1,
                        meters);
        return new AgiListener(
                "word",
                number -> Optional.of(new Handle(HandleKind.TEL, number)),
                prompts,
                (line, arrival) -> serve.accept(line, arrival),
                (_, _) -> new Waiting.On(Speech.silence()),
                new Callers()::gone,
                meters);
    }

    @AfterEach
    void forget() {
        got.clear();
        outcomes.clear();
        gone.clear();
    }

    @AfterAll
    void end() {
        link.close();
        stage.close();
        pbx.close();
        server.close();
    }

    @Test
    void keysAreReadInAMenuWhileThinkingAndForAValue() throws Exception {
        serve =
                (line, arrival) -> {
                    line.carry(CONTACT);
                    got.add(arrival.entry());
                    got.add(line.choose(menu()).reply());
                    line.whileThinking(AgiLineIT::aWhile);
                    got.add(line.ask(account()).reply());
                    got.add(line.choose(menu()).reply());
                    line.hangUp();
                };

        var call = stage.call("+77011234567", "8000");
        call.awaitAnswered(SOON);
        assertThat(next()).isEqualTo("8000");
        aSecondOfListening();
        call.press("6");
        assertThat(next()).isEqualTo(new Reply.Keys("6"));
        call.press("1234#", Duration.ofMillis(250));
        assertThat(next()).isEqualTo(new Reply.Keys("1234"));

        assertThat(next()).isEqualTo(new Reply.Silence());
        call.awaitEnd(SOON);
    }

    /**
     * A quick caller who knows the way keys through everything: words, questions, thinking, and
     * what the server does by the way.
     */
    @Test
    void noneOfAHundredKeysIsLostBetweenTheTurns() throws Exception {
        var pressed = keys(100);
        serve =
                (line, _) -> {
                    line.carry(CONTACT);
                    got.add("begun");
                    got.add(all(line, pressed.length()));
                    line.hangUp();
                };

        var call = stage.call("+77011234567", "8000");
        call.awaitAnswered(SOON);
        assertThat(next()).isEqualTo("begun");
        for (var i = 0; i < pressed.length(); i++) {
            call.press(pressed.substring(i, i + 1), Duration.ofMillis(60 + i * 7 % 60));
        }

        assertThat(next()).isEqualTo(pressed);
        call.awaitEnd(SOON);
    }

    /** Each tells its place from its neighbours'. */
    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Integer.toString((i * 7 + i / 10) % 10))
                .collect(Collectors.joining());
    }

    private static String all(Line line, int count) {
        var keys = new StringBuilder();
        var silences = 0;
        for (var turn = 0; keys.length() < count && silences < 2; turn++) {
            var reply =
                    switch (turn % 3) {
                        case 0 -> line.choose(menu()).reply();
                        case 1 -> line.ask(FOUR_DIGITS).reply();
                        default -> line.whileThinking(() -> after(150));
                    };
            after(20 + turn * 13 % 60);
            line.play(speech("so"));
            keys.append(reply.keyed());
            silences += turn % 3 != 2 && reply.keyed().isEmpty() ? 1 : 0;
        }
        return keys.toString();
    }

    private static Reply after(int millis) {
        await().pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ofMillis(millis))
                .until(() -> true);
        return new Reply.Silence();
    }

    @Test
    void aWaitingCallerIsBridgedToThePhoneThatAnswersAndTheEndIsReported() throws Exception {
        serve =
                (line, arrival) -> {
                    line.carry(CONTACT);
                    got.add(((Address.Call) arrival.address()).channelName());
                    got.add(((Address.Call) arrival.address()).linkedId());
                    line.waitForAgent();
                };
        var phone = stage.phone("phone-1").answersAfter(Duration.ofSeconds(1));
        await().atMost(SOON).until(link::isConnected);

        var call = stage.call("+77011234567", "8000");
        link.phones().ring(ring((String) next(), Duration.ofSeconds(10)));
        phone.awaitTalking(SOON);

        assertThat(outcomes.poll(15, TimeUnit.SECONDS)).isEqualTo(RingOutcome.BRIDGED);
        var linkedId = (String) next();
        // Longer than any leg counts as young.
        await().pollDelay(Duration.ofSeconds(5)).until(() -> alive.contains(linkedId));
        assertThat(outcomes).isEmpty();
        call.hangUp();
        assertThat(outcomes.poll(15, TimeUnit.SECONDS)).isEqualTo(RingOutcome.ENDED);
        assertThat(gone.poll(15, TimeUnit.SECONDS)).isEqualTo(CONTACT);
    }

    @Test
    void aPhoneThatIsNotAnsweredOrIsBusyOrIsNoLongerWantedIsTold() throws Exception {
        serve =
                (line, arrival) -> {
                    line.carry(CONTACT);
                    line.waitForAgent();
                    got.add(((Address.Call) arrival.address()).channelName());
                };
        var phone = stage.phone("phone-1").neverAnswers();
        await().atMost(SOON).until(link::isConnected);
        var call = stage.call("+77011234567", "8000");
        var channel = (String) next();

        link.phones().ring(ring(channel, Duration.ofSeconds(2)));
        assertThat(outcomes.poll(15, TimeUnit.SECONDS)).isEqualTo(RingOutcome.NO_ANSWER);

        phone.isBusy();
        link.phones().ring(ring(channel, Duration.ofSeconds(10)));
        assertThat(outcomes.poll(15, TimeUnit.SECONDS)).isEqualTo(RingOutcome.REFUSED);

        phone.neverAnswers();
        var unwanted = ring(channel, Duration.ofSeconds(30));
        link.phones().ring(unwanted);
        phone.awaitRinging(SOON);
        link.phones().cancel(unwanted.assignment());
        phone.awaitIdle(SOON);
        assertThat(outcomes).isEmpty();
        call.hangUp();
        assertThat(gone.poll(15, TimeUnit.SECONDS)).isEqualTo(CONTACT);
    }

    @Test
    void aReadBackLongerThanACommandIsHeardAndAKeyStopsIt() throws Exception {
        var pieces = Collections.nCopies(60, new Prompt(new Language("en"), "six"));
        var readBack = speech("hello").then(new Speech(pieces));
        serve =
                (line, _) -> {
                    got.add(
                            line.ask(
                                            new Turn.Ask(
                                                    readBack,
                                                    new Entry.Digits(1, 1),
                                                    false,
                                                    PATIENCE,
                                                    false))
                                    .reply());
                    line.hangUp();
                };

        var call = stage.call("+77011234567", "8000");
        call.awaitAnswered(SOON);
        aSecondOfListening();
        aSecondOfListening();
        call.press("7");

        assertThat(next()).isEqualTo(new Reply.Keys("7"));
        call.awaitEnd(SOON);
        var length = Recording.read(call.heard()).length();
        assertThat(length).as("not all twenty seconds").isLessThan(Duration.ofSeconds(12));
    }

    private static void aSecondOfListening() {
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    }

    private static String aWhile() {
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        return "thought";
    }

    private Object next() throws InterruptedException {
        return requireNonNull(got.poll(15, TimeUnit.SECONDS));
    }

    private static Ring ring(String channel, Duration time) {
        return new Ring(
                new AssignmentId(UUID.randomUUID()),
                CONTACT,
                new AgentId(UUID.randomUUID()),
                "PJSIP/phone-1",
                new Address.Call("", "", channel),
                "Aigerim",
                time);
    }

    private static Turn.Choose menu() {
        var layout = new Layout(List.of(), "designed", Duration.ofSeconds(1));
        return new Turn.Choose(
                speech("hello"),
                layout,
                List.of(
                        new Choice("six", "6", "six", speech("press six")),
                        new Choice("zero", "7", "zero", speech("zero"))),
                PATIENCE);
    }

    private static Turn.Ask account() {
        return new Turn.Ask(
                speech("your account number"), new Entry.Digits(8, 8), false, PATIENCE, false);
    }

    private static Speech speech(String words) {
        return Speech.of(new Prompt(new Language("en"), words));
    }

    private final class Callers implements CallerEvents {
        @Override
        public void gone(ContactId contact, HangUp how) {
            gone.add(contact);
        }

        @Override
        public void replaced(ContactId contact, String number) {}

        @Override
        public void alive(String asteriskSystem, Map<ContactId, Address> contacts) {
            alive =
                    contacts.values().stream()
                            .map(address -> ((Address.Call) address).linkedId())
                            .collect(Collectors.toSet());
        }
    }
}
