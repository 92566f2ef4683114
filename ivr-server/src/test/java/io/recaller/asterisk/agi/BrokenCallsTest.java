package io.recaller.asterisk.agi;

import static io.recaller.asterisk.agi.ServedCalls.ACCOUNT;
import static io.recaller.asterisk.agi.ServedCalls.CONTACT;
import static io.recaller.asterisk.agi.ServedCalls.HELLO;
import static io.recaller.asterisk.agi.ServedCalls.MENU;
import static io.recaller.asterisk.agi.ServedCalls.PIN;
import static io.recaller.asterisk.agi.ServedCalls.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.fake.FakeCall;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.voice.Line;
import io.recaller.speech.Speech;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that end before their time: the server fails, or the caller hangs up. */
class BrokenCallsTest {
    @AutoClose private ServedCalls calls;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        calls = new ServedCalls(folder);
    }

    @Test
    void aServerThatFailsLeadsTheCallerToAPerson() {
        calls.serve((_, _) -> {
            throw new IllegalStateException("as a test");
        });

        assertThat(calls.call().ring().variable("RECALLER_DONE")).isEqualTo("ringgroup");
        assertThat(calls.meters.counter("recaller.calls.failed").count()).isOne();
    }

    @Test
    void anErrorOfTheMachineLeadsToAPersonAsWell() {
        calls.serve((_, _) -> {
            throw new StackOverflowError("as a test");
        });

        assertThat(calls.call().ring().variable("RECALLER_DONE")).isEqualTo("ringgroup");
    }

    @Test
    void aTurnOfWhichNothingCanBeSaidLeadsToAPerson() {
        calls.serve((line, _) -> line.play(Speech.of(prompt("unspeakable"))));

        assertThat(calls.call().ring().variable("RECALLER_DONE")).isEqualTo("ringgroup");
    }

    @TestFactory
    Stream<DynamicTest> aCallerMayHangUpAtAnyMoment() {
        calls.serve((line, _) -> everything(line));
        var all = talkative(calls.call()).ring().commands().size();

        return IntStream.range(1, all)
                .boxed()
                .flatMap(at ->
                        Stream.of(
                                DynamicTest.dynamicTest(
                                        "closed at " + at,
                                        () -> isReported(talkative(calls.call()).hangUpAt(at))),
                                DynamicTest.dynamicTest(
                                        "dead at " + at,
                                        () ->
                                                isReported(
                                                        talkative(calls.call())
                                                                .hangUpAndStayAt(at)))));
    }

    @ParameterizedTest
    @CsvSource({"7199, BY_CALLER", "1, AT_LIMIT"})
    void whoIsCutOffAsTheLongestCallIsOverHasNotHungUp(String left, HangUp told) throws Exception {
        calls.serve((line, _) -> everything(line));
        var call = talkative(calls.call()).with("RECALLER_LEFT", left).hangUpAt(12);

        call.with("RECALLER_CONTACT", CONTACT.toString()).ring();

        assertThat(calls.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(CONTACT);
        assertThat(calls.how).containsExactly(told);
    }

    private void isReported(FakeCall call) throws InterruptedException {
        calls.gone.clear();

        call.with("RECALLER_CONTACT", CONTACT.toString()).ring();

        assertThat(call.variable("RECALLER_DONE")).isNotEqualTo("ringgroup");
        if (call.variable("RECALLER_DONE").isEmpty()) {
            assertThat(calls.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(CONTACT);
        }
    }

    private void everything(Line line) {
        line.carry(CONTACT);
        line.play(Speech.of(HELLO));
        calls.got.add(line.choose(MENU).reply());
        calls.got.add(line.ask(ACCOUNT).reply());
        calls.got.add(line.verify(PIN).reply());
        line.waitForAgent();
    }

    private static FakeCall talkative(FakeCall call) {
        return call.press("6").press("12345678").press("1234");
    }
}
