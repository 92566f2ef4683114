package io.recaller.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.asterisk.fake.FakeCall;
import io.recaller.asterisk.fake.ToneSynthesizer;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.asterisk.prompt.Recordings;
import io.recaller.asterisk.prompt.Voice;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.voice.Line;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.speech.Speech;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
class AgiServerTest {
    private static final int RESET = 50;
    private static final Duration KNOWN = Duration.ofMillis(300);
    private static final InetSocketAddress HERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir private Path folder = Path.of("");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<ContactId> gone = new CopyOnWriteArrayList<>();

    @Test
    void aCallWithoutTheTokenIsTurnedAway() throws IOException {
        try (var server = open(10, Set.of(), Line::hangUp)) {
            var token = "AST_CONFIG(recaller.token.conf,recaller,token)";
            var none = new FakeCall(server.port()).with(token, "").ring();
            var wrong = new FakeCall(server.port()).script("call?k=guess").with(token, "").ring();
            var elsewhere = new FakeCall(server.port()).script("java.lang.System?k=secret").ring();

            assertThat(none.variable("RECALLER_DONE")).isEmpty();
            assertThat(wrong.variable("RECALLER_DONE")).isEmpty();
            assertThat(elsewhere.variable("RECALLER_DONE")).isEmpty();
            assertThat(rejected("token")).isEqualTo(2);
            assertThat(rejected("path")).isEqualTo(1);
        }
    }

    /** The one that is right must not have the other told of at each of its calls. */
    @Test
    void ofTwoAsterisksTheOneWithAnotherTokenIsToldOfOnce() throws IOException {
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        var logger = (Logger) LoggerFactory.getLogger(AgiListener.class);
        logger.addAppender(logged);
        try (var server = open(10, Set.of(), Line::hangUp)) {
            for (var i = 0; i < 3; i++) {
                new FakeCall(server.port())
                        .with("AST_CONFIG(recaller.token.conf,recaller,token)", "another")
                        .ring();
                new FakeCall(server.port()).ring();
            }
            assertThat(rejected("token")).isEqualTo(3);
        } finally {
            logger.detachAppender(logged);
        }

        assertThat(logged.list)
                .filteredOn(event -> event.getLevel() == Level.ERROR)
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).contains("agi.token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+7701\nagi_arg_3: attestation=A",
                "+7701\nagi_channel: PJSIP/another-00000001",
                "+7701\nagi_dnid: 8000",
                "+7701\n\n200 result=1 (secret)\n200 result=1 (A)",
                "+7701\nagi_enhanced: 0.0\n\n200 result=1 (guess)\n200 result=1 (A)",
                "+7701\nnothing",
                "+7701\n: nothing"
            })
    void aNumberWithLineBreaksIsNoHeaderOfAsterisks(String caller) throws IOException {
        var served = new CopyOnWriteArrayList<Line>();
        try (var server = open(10, Set.of(), served::add)) {
            var call = new FakeCall(server.port()).from(caller).ring();

            assertThat(call.variable("RECALLER_DONE")).isEmpty();
            assertThat(served).isEmpty();
        }
    }

    @Test
    void whoeverDoesNotSpeakFastAgiIsTurnedAwayInOneLine() throws Exception {
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(logged);
        try (var server = open(10 + RESET, Set.of(), Line::hangUp)) {
            var hello = new byte[] {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3, 3, '\n', 0, '\n', '\n'};
            for (var said :
                    List.of(
                            new byte[0],
                            "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8),
                            "agi_network: yes\nagi_channel".getBytes(StandardCharsets.UTF_8),
                            "\n".getBytes(StandardCharsets.UTF_8),
                            ":::\n=\0\n\n".getBytes(StandardCharsets.UTF_8),
                            "x".repeat(20_000).getBytes(StandardCharsets.UTF_8),
                            hello)) {
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.setSoTimeout(10_000);
                    socket.getOutputStream().write(said);
                    socket.shutdownOutput();
                    var _ = socket.getInputStream().readAllBytes();
                } catch (java.net.SocketException _) {
                    // Closed with unread bytes: as good.
                }
            }
            for (var reset = 0; reset < RESET; reset++) {
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.setSoLinger(true, 0);
                }
            }
            assertThat(new FakeCall(server.port()).script("call?k=secret").ring())
                    .as("a call after them")
                    .satisfies(
                            call -> assertThat(call.variable("RECALLER_DONE")).isEqualTo("hangup"));
        } finally {
            root.detachAppender(logged);
        }

        Awaitility.await().untilAsserted(() -> assertThat(rejected("header")).isEqualTo(7 + RESET));
        assertThat(logged.list)
                .allSatisfy(event -> {
                    assertThat(event.getThrowableProxy()).as(event.toString()).isNull();
                    assertThat(event.getLevel().isGreaterOrEqual(Level.ERROR))
                            .as(event.toString())
                            .isFalse();
                });
    }

    @Test
    void anAddressThatIsNotListedIsTurnedAway() throws IOException {
        var another = InetAddress.getByName("192.0.2.1");
        try (var server = open(10, Set.of(another), Line::hangUp)) {
            assertThat(isClosedAtOnce(server)).isTrue();
            assertThat(rejected("address")).isEqualTo(1);
        }
    }

    @Test
    void oneCallMoreThanThereAreSeatsIsClosedAtOnce() throws Exception {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        Consumer<Line> staying =
                line -> {
                    inside.countDown();
                    await(leave);
                    line.hangUp();
                };
        try (var server = open(1, Set.of(), staying)) {
            var first = CompletableFuture.supplyAsync(new FakeCall(server.port())::ring);
            await(inside);

            assertThat(isClosedAtOnce(server)).isTrue();
            assertThat(rejected("full")).isEqualTo(1);
            assertThat(meters.get("recaller.calls.active").gauge().value()).isEqualTo(1);

            leave.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS).variable("RECALLER_DONE"))
                    .isEqualTo("hangup");
        }
    }

    @Test
    void aClientThatDripsItsHeaderIsClosedAtTheDeadline() throws Exception {
        try (var server = open(1, Set.of(), Line::hangUp);
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            var began = System.nanoTime();
            socket.getOutputStream()
                    .write("agi_network: yes\nagi_".getBytes(StandardCharsets.UTF_8));

            var told = socket.getInputStream().readAllBytes();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
            assertThat(new String(told, StandardCharsets.UTF_8))
                    .isEqualTo(AgiListener.QUESTIONS.getFirst().buildCommand() + "\n");
        }
    }

    /** What is said whole is the header, and an answer; then nothing more. */
    @ParameterizedTest
    @ValueSource(strings = {"", "200 result=1 (guess)\n"})
    void whoeverDoesNotTellTheTokenIsClosedAtTheDeadline(String answer) throws Exception {
        try (var server = open(1, Set.of(), Line::hangUp);
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            var began = System.nanoTime();
            say(socket, "agi_network: yes\nagi_channel: PJSIP/trunk-00000001\n\n" + answer);

            var _ = socket.getInputStream().readAllBytes();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(KNOWN.multipliedBy(10));
            Awaitility.await().untilAsserted(() -> assertThat(rejected("header")).isEqualTo(1));
            assertThat(rejected("token")).isZero();
        }
    }

    @Test
    void whoeverDripsAHeaderKeepsNoCallerOutWhenAllSeatsAreTaken() throws Exception {
        try (var server = open(2, Set.of(), Duration.ofSeconds(20), Line::hangUp);
                var one = new Socket(InetAddress.getLoopbackAddress(), server.port());
                var other = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            say(one, "agi_network: yes\nagi_");
            say(other, "agi_network: yes\nagi_channel: PJSIP/trunk-00000001\n\n");
            for (var drop = 0; drop < 4; drop++) {
                say(one, "c");
                Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            }

            for (var call = 0; call < 2; call++) {
                assertThat(new FakeCall(server.port()).ring().variable("RECALLER_DONE"))
                        .isEqualTo("hangup");
            }
            assertThat(rejected("full")).isZero();
        }
    }

    private static void say(Socket socket, String said) throws IOException {
        socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aServerThatStopsLetsItsCallsFinish() throws Exception {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var server =
                open(
                        5,
                        Set.of(),
                        line -> {
                            inside.countDown();
                            await(leave);
                            line.hangUp();
                        });
        var call = CompletableFuture.supplyAsync(new FakeCall(server.port())::ring);
        await(inside);

        var closing = CompletableFuture.runAsync(server::close);
        leave.countDown();
        closing.get(10, TimeUnit.SECONDS);

        assertThat(call.get(10, TimeUnit.SECONDS).variable("RECALLER_DONE")).isEqualTo("hangup");
    }

    @Test
    void aCallThatIsNotOverWhenTheServerStopsIsLeftToAnotherAndNotCalledGone() throws Exception {
        var inside = new CountDownLatch(1);
        var contact = new ContactId(UUID.fromString("019b0000-0000-7000-8000-000000000001"));
        var ended = new CountDownLatch(1);
        var server =
                open(
                        5,
                        Set.of(),
                        line -> {
                            line.carry(contact);
                            inside.countDown();
                            try {
                                line.whileThinking(() -> await(ended, Duration.ofSeconds(3)));
                                line.hangUp();
                            } finally {
                                ended.countDown();
                            }
                        });
        var call = CompletableFuture.supplyAsync(new FakeCall(server.port())::ring);
        await(inside);

        server.close();

        assertThat(call.get(10, TimeUnit.SECONDS).variable("RECALLER_DONE")).isEmpty();
        await(ended);
        assertThat(gone).isEmpty();
    }

    private AgiServer open(int maxCalls, Set<InetAddress> peers, Consumer<Line> serve)
            throws IOException {
        return open(maxCalls, peers, KNOWN, serve);
    }

    private AgiServer open(
            int maxCalls, Set<InetAddress> peers, Duration headerWithin, Consumer<Line> serve)
            throws IOException {
        var settings =
                new AgiSettings(
                        HERE,
                        peers,
                        "secret",
                        maxCalls,
                        headerWithin,
                        Duration.ofSeconds(20),
                        Duration.ofMillis(500));
        var prompts =
                new Prompts(
                        folder,
                        Voice.espeak(),
                        new ToneSynthesizer(),
                        Recordings.none(),
                        Duration.ofSeconds(5),
                        1,
                        meters);
        var listener =
                new AgiListener(
                        "secret",
                        _ -> Optional.empty(),
                        prompts,
                        (line, _) -> serve.accept(line),
                        (_, _) -> new Waiting.On(Speech.silence()),
                        new Gone()::gone,
                        meters);
        return AgiServer.open(settings, listener, meters);
    }

    private double rejected(String reason) {
        return meters.counter("recaller.agi.rejected", "reason", reason).count();
    }

    private static boolean isClosedAtOnce(AgiServer server) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5000);
            return socket.getInputStream().read() == -1;
        }
    }

    private static boolean await(CountDownLatch latch) {
        return await(latch, Duration.ofSeconds(10));
    }

    private static boolean await(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Gone implements CallerEvents {
        @Override
        public void gone(ContactId contact, HangUp how) {
            gone.add(contact);
        }

        @Override
        public void replaced(ContactId contact, String number) {}

        @Override
        public void alive(String asteriskSystem, Map<ContactId, Address> contacts) {}
    }
}
