package io.recaller.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Asterisk is told and when, over a connection of its own. */
@Timeout(30)
class AgiSocketTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String HEADER = "agi_network: yes\nagi_enhanced: 0.0\n\n";
    private static final CommandLine FIRST = CommandLine.get("${WHO}");
    private static final String ANSWER = "200 result=1 (somebody)";
    private static final String BEGUN = "100 result=0 Trying...\n";
    private static final String READ = "200 result=0 Gosub complete\n";

    private static final String SILENCE = "GET DATA \"silence\" 1 1";
    private static final String HUSH = "GET FULL VARIABLE \"hushed\"";

    private static final String HUSHED = "200 result=1 (hushed)\n";

    private final List<AutoCloseable> open = new ArrayList<>();
    private AgiSelector selector;
    private Socket asterisk;
    private BufferedReader told;
    private AgiSocket line;
    private int hushes;

    @BeforeEach
    void connect() throws IOException {
        connect(SOON, SOON);
    }

    private void connect(Duration headerWithin, Duration silence) throws IOException {
        selector = kept(AgiSelector.open());
        var door = kept(ServerSocketChannel.open());
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        asterisk = kept(new Socket(InetAddress.getLoopbackAddress(), door.socket().getLocalPort()));
        asterisk.setSoTimeout((int) SOON.toMillis());
        told =
                new BufferedReader(
                        new InputStreamReader(asterisk.getInputStream(), StandardCharsets.UTF_8));
        line =
                new AgiSocket(
                        door.accept(), selector, List.of(FIRST), headerWithin, silence, _ -> {});
        open.add(line::close);
        line.listen();
    }

    private <T extends AutoCloseable> T kept(T closeable) {
        open.add(closeable);
        return closeable;
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void theSecondOfTwoCommandsGoesOutWhenTheFirstIsCarriedOut() throws Exception {
        begin();
        command("GOSUB\nGET\n");

        assertThat(told.readLine()).isEqualTo("GOSUB");
        say(BEGUN);
        assertNothingIsTold();
        say(READ);
        assertThat(told.readLine()).isEqualTo("GET");
        say("200 result=1 (OK|6|x)\n");

        assertThat(line.readLine()).isEqualTo("100 result=0 Trying...");
        assertThat(line.readLine()).isEqualTo("200 result=0 Gosub complete");
        command("\n");
        assertThat(line.readLine()).isEqualTo("200 result=1 (OK|6|x)");
        assertNothingIsTold();
    }

    @Test
    void betweenTwoCommandsKeysAreListenedFor() throws Exception {
        begin();
        listen();

        for (var key : List.of("1", "*", "")) {
            say("200 result=" + key + "\n");
            assertThat(told.readLine()).isEqualTo(SILENCE);
        }

        assertThat(heard()).isEqualTo("200 result=1 (1*#|true)");
        assertThat(heard()).as("once").isEqualTo("200 result=1 (|true)");
    }

    @Test
    void aCommandIsSentWhenTheListeningIsOver() throws Exception {
        begin();
        listen();
        command("SET\n");

        assertThat(told.readLine()).isEqualTo(HUSH);
        assertThat(toldOnceHushed()).isEqualTo("SET");
        say("200 result=1\n");
        assertThat(line.readLine()).isEqualTo("200 result=1");
        assertThat(told.readLine()).isEqualTo(SILENCE);
    }

    /** Of Asterisk's answers only the key's or only the command's could look alike. */
    @Test
    void aKeyThatCrossesACommandIsNotTakenForItsAnswer() throws Exception {
        begin();
        listen();
        command("SET\n");
        assertThat(told.readLine()).isEqualTo(HUSH);

        say("200 result=1\n");
        assertNoCommandIsTold();
        assertThat(toldOnceHushed()).isEqualTo("SET");
        say("200 result=0\n");
        assertThat(line.readLine()).isEqualTo("200 result=0");
        assertThat(told.readLine()).isEqualTo(SILENCE);
        assertThat(heard()).isEqualTo("200 result=1 (1|true)");
    }

    /** Asterisk overlooks a line that it has read together with the one before. */
    @Test
    void whatAsteriskHasOverlookedIsSaidAgainAndEachIsAnsweredBeforeTheCommandIsSent()
            throws Exception {
        begin();
        listen();
        command("SET\n");

        assertThat(told.readLine()).isEqualTo(HUSH);
        assertThat(told.readLine()).as("again").isEqualTo(HUSH);
        say(HUSHED);
        assertNoCommandIsTold();

        assertThat(toldOnceHushed()).isEqualTo("SET");
    }

    @Test
    void whoAsksJustBeforeACommandNeedNotWaitWithIt() throws Exception {
        begin();
        listen();
        var answer = started(() -> heard(StrayKeys.HUSH));
        assertThat(told.readLine()).isEqualTo(HUSH);
        var next = started(this::toldOnceHushed);
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("200 result=1 (|true)");

        command("SET\n");

        assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("SET");
    }

    @Test
    void whoHasPressedAKeyIsListenedToOn() throws Exception {
        begin();
        listen();
        var answer = started(() -> heard(StrayKeys.HUSH));
        assertThat(told.readLine()).isEqualTo(HUSH);

        say("200 result=5\n");

        assertThat(toldOnceHushed()).isEqualTo(SILENCE);
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("200 result=1 (5|true)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "200 result=-1",
                "HANGUP200 result=-1",
                "200 result= (timeout)",
                "511 Command Not Permitted on a dead channel or intercept routine"
            })
    void whereNoKeyCanBeHeardNobodyListensOn(String answer) throws Exception {
        begin();
        listen();

        say(answer + "\n");

        assertNothingIsTold();
        assertThat(heard()).isEqualTo("200 result=1 (|false)");
        command("SET\n");
        assertThat(told.readLine()).isEqualTo("SET");
        say("200 result=1\n");
        assertThat(line.readLine()).isEqualTo("200 result=1");
        assertNothingIsTold();
    }

    @Test
    void aKeyThatNoTelephoneHasIsPassedOver() throws Exception {
        begin();
        listen();

        for (var key : "A7D".toCharArray()) {
            say("200 result=" + key + "\n");
            assertThat(told.readLine()).isEqualTo(SILENCE);
        }

        assertThat(heard()).isEqualTo("200 result=1 (7|true)");
    }

    private void listen() throws IOException {
        assertThat(heard(StrayKeys.LISTEN + SILENCE)).isEqualTo("200 result=1 (|true)");
        assertThat(told.readLine()).isEqualTo(SILENCE);
    }

    /** Answers each time it was asked, and whenever it is once more. */
    private String toldOnceHushed() throws IOException {
        say(HUSHED.repeat(hushes + 1));
        var next = told.readLine();
        while (HUSH.equals(next)) {
            say(HUSHED);
            next = told.readLine();
        }
        return String.valueOf(next);
    }

    /** It may be asked again meanwhile whether the listening is over. */
    private void assertNoCommandIsTold() throws IOException {
        asterisk.setSoTimeout(60);
        try {
            for (var next = told.readLine(); next != null; next = told.readLine()) {
                assertThat(next).isEqualTo(HUSH);
                hushes++;
            }
        } catch (SocketTimeoutException _) {
            asterisk.setSoTimeout((int) SOON.toMillis());
        }
    }

    @Test
    void whoReadsIsNotWokenBeforeTheLastIsAnswered() throws Exception {
        begin();
        command("GOSUB\nGET\n");
        var first = reading();

        say(BEGUN + READ);
        assertThat(told.readLine()).isEqualTo("GOSUB");
        assertThat(told.readLine()).isEqualTo("GET");

        assertThat(first.isDone()).isFalse();
        say("200 result=1 ()\n");
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("100 result=0 Trying...");
    }

    @Test
    void whoReadsIsWokenOnceTheHeaderAndTheFirstAnswerAreThere() throws Exception {
        var first = reading();

        say(HEADER);
        assertThatThrownBy(() -> first.get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        say(ANSWER + "\n");

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("agi_network: yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\n", "\n", "\r\n"})
    void aProbeThatSaysSomethingElseIsNotWaitedFor(String said) throws Exception {
        var first = reading();

        say(said);

        assertThat(first.get(10, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void whoHasSomethingElseToDoGoesOnWhileALongCommandIsCarriedOut() throws Exception {
        begin();
        var set = CommandLine.set("A", "1");
        var answer = CommandLine.answer();
        command(set.beforeLong(answer.before(CommandLine.get("B"))).buildCommand() + "\n");

        assertThat(told.readLine()).isEqualTo(set.buildCommand());
        say("200 result=1\n");
        assertThat(line.readLine()).isEqualTo("200 result=1");
        assertThat(told.readLine()).isEqualTo("ANSWER");
        assertNothingIsTold();

        var answered = reading();
        say("200 result=0\n");
        assertThat(answered.get(10, TimeUnit.SECONDS)).isEqualTo("200 result=0");
        assertThat(told.readLine()).isEqualTo("GET FULL VARIABLE \"B\"");
        say("200 result=1 (b)\n");
        assertThat(line.readLine()).isEqualTo("200 result=1 (b)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "510 Invalid or unknown command",
                "511 Command Not Permitted on a dead channel or intercept routine",
                "520-Invalid command syntax.  Proper usage follows:",
                "nothing that Asterisk says"
            })
    void afterARefusalTheNextIsNotSent(String refusal) throws Exception {
        begin();
        command("GOSUB\nGET\n");
        assertThat(told.readLine()).isEqualTo("GOSUB");

        say(refusal + "\n");

        assertThat(line.readLine()).isEqualTo(refusal);
        assertNothingIsTold();
        command("SET\n");
        assertThat(told.readLine()).isEqualTo("SET");
        say("200 result=1\n");
        assertThat(line.readLine()).isEqualTo("200 result=1");
    }

    @Test
    void thatTheCallerIsGoneIsNoAnswer() throws Exception {
        begin();
        command("GOSUB\nGET\n");

        say("HANGUP\n");
        say("HANGUP200 result=0 Gosub complete\n");

        assertThat(told.readLine()).isEqualTo("GOSUB");
        assertThat(told.readLine()).isEqualTo("GET");
        say("200 result=1 (HANGUP||x)\n");
        assertThat(line.readLine()).isEqualTo("HANGUP");
        assertThat(line.readLine()).isEqualTo("HANGUP200 result=0 Gosub complete");
        assertThat(line.readLine()).isEqualTo("200 result=1 (HANGUP||x)");
    }

    @Test
    void anAnswerMayComeInPieces() throws Exception {
        begin();
        command("GET\n");

        for (var piece : "200 result=1 (Ünïcode қазақ)\n".getBytes(StandardCharsets.UTF_8)) {
            asterisk.getOutputStream().write(piece);
        }

        assertThat(line.readLine()).isEqualTo("200 result=1 (Ünïcode қазақ)");
    }

    @Test
    void moreThanIsTakenAtATimeIsNotLost() throws Exception {
        begin();
        var lines = 5_000;
        var saying =
                started(() -> {
                    for (var i = 0; i < lines; i++) {
                        say("200 result=" + i + "\n");
                    }
                    return "said";
                });

        for (var i = 0; i < lines; i++) {
            assertThat(line.readLine()).isEqualTo("200 result=" + i);
        }
        assertThat(saying.get(10, TimeUnit.SECONDS)).isEqualTo("said");
    }

    @Test
    void aLineWithoutEndEndsTheConnection() throws Exception {
        begin();
        command("GET\n");

        say("200 result=1 (" + "x".repeat(AgiLines.MOST));

        assertThatThrownBy(line::readLine)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("8192");
    }

    @Test
    void whoeverSaysNothingIsWaitedForSoLongAsIsSet() throws Exception {
        close();
        connect(SOON, Duration.ofMillis(200));
        begin();
        command("GET\n");

        assertThatThrownBy(line::readLine).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aConnectionThatEndsBeforeItsAnswerHasNone() throws Exception {
        begin();
        command("GOSUB\nGET\n");
        var answer = reading();

        asterisk.close();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void whoReadsIsWokenWhenItIsClosedHere() throws Exception {
        begin();
        command("GET\n");
        var answer = reading();

        line.close();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isNull();
        assertThat(told.readLine()).isEqualTo("GET");
        assertThat(told.readLine()).isNull();
    }

    private String heard() throws IOException {
        return heard(StrayKeys.HEARD);
    }

    private String heard(String question) throws IOException {
        command(question + "\n");
        return String.valueOf(line.readLine());
    }

    private void begin() throws IOException {
        assertThat(told.readLine()).isEqualTo(FIRST.buildCommand());
        say(HEADER + ANSWER + "\n");
        for (var header = line.readLine(); header != null && !header.isEmpty(); ) {
            header = line.readLine();
        }
        assertThat(line.readLine()).isEqualTo(ANSWER);
    }

    private void command(String text) throws IOException {
        line.write(text);
        line.flush();
    }

    private void say(String text) throws IOException {
        asterisk.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertNothingIsTold() throws IOException {
        assertThat(told.ready()).isFalse();
        asterisk.setSoTimeout(100);
        assertThatThrownBy(asterisk.getInputStream()::read)
                .isInstanceOf(SocketTimeoutException.class);
        asterisk.setSoTimeout((int) SOON.toMillis());
    }

    private FutureTask<@Nullable String> reading() {
        return started(line::readLine);
    }

    private static FutureTask<@Nullable String> started(Callable<@Nullable String> work) {
        var task = new FutureTask<@Nullable String>(work);
        Thread.ofVirtual().start(task);
        return task;
    }
}
