package io.recaller.asterisk.agi;

import static io.recaller.asterisk.agi.ServedCalls.ACCOUNT;
import static io.recaller.asterisk.agi.ServedCalls.AGENT;
import static io.recaller.asterisk.agi.ServedCalls.HELLO;
import static io.recaller.asterisk.agi.ServedCalls.MENU;
import static io.recaller.asterisk.agi.ServedCalls.PIN;
import static io.recaller.asterisk.agi.ServedCalls.TV;
import static io.recaller.asterisk.agi.ServedCalls.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.asterisk.fake.FakeCall;
import io.recaller.flow.engine.Reply;
import io.recaller.speech.Speech;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that come before their question: kept, told once, and never for a code. */
class TypedAheadTest {
    @AutoClose private ServedCalls calls;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        calls = new ServedCalls(folder);
    }

    @Test
    void keysThatWereKeptAreAskedForAlsoByAnOlderDialplan() {
        calls.serve((line, _) -> calls.got.add(line.choose(MENU).reply()));

        calls.call().with("RECALLER_KEYS", "6").ring();
        calls.call().with("RECALLER_PICK", "7").ring();
        calls.call().with("RECALLER_KEYS", "6").withOlderInclude().ring();

        assertThat(calls.got)
                .containsExactly(new Reply.Keys("6"), new Reply.Keys("7"), new Reply.Keys("6"));
    }

    @Test
    void aKeyStopsWhatIsPlayedAndCountsInTheNextMenu() {
        calls.serve((line, _) -> {
            line.play(Speech.of(HELLO));
            line.play(Speech.of(TV));
            calls.got.add(line.choose(MENU).reply());
        });

        var call = calls.call().interrupt("0").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("0"));
        assertThat(call.heard()).containsExactly(names(HELLO));
    }

    @Test
    void keysPressedWhileTheServerThinksAreKept() {
        var call = calls.call().pressWhileThinking("6").pressWhileThinking("12#");
        calls.serve((line, _) -> {
            calls.got.add(line.whileThinking(() -> afterSlices(call)));
            calls.got.add(line.choose(MENU).reply());
            calls.got.add(line.ask(ACCOUNT).reply());
        });

        call.ring();

        assertThat(calls.got)
                .containsExactly(new Reply.Silence(), new Reply.Keys("6"), new Reply.Keys("12"));
    }

    private static Reply afterSlices(FakeCall call) {
        call.awaitSlices(2);
        return new Reply.Silence();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", ""})
    void keysPressedBetweenTwoCommandsAreKeptInTheirOrder(String watch) {
        calls.serve((line, _) -> {
            calls.got.add(line.choose(MENU).reply());
            line.whileThinking(TypedAheadTest::aWhile);
            line.play(Speech.of(TV));
            calls.got.add(line.ask(ACCOUNT).reply());
            calls.got.add(line.choose(MENU).reply());
        });

        var call =
                calls.call()
                        .with("RECALLER_WATCH", watch)
                        .press("6")
                        .pressBetween("12#")
                        .press("7")
                        .ring();

        assertThat(calls.got)
                .containsExactly(new Reply.Keys("6"), new Reply.Keys("12"), new Reply.Keys("7"));
        assertThat(call.heard())
                .as("what is answered is not asked")
                .containsExactly(names(HELLO, TV, AGENT, HELLO, TV, AGENT));
        assertThat(call.commands()).filteredOn(TypedAheadTest::reads).hasSize(2);
    }

    @Test
    void aCodeIsNotKeyedAheadOfItsQuestion() {
        calls.serve((line, _) -> {
            calls.got.add(line.choose(MENU).reply());
            line.whileThinking(TypedAheadTest::aWhile);
            calls.got.add(line.verify(PIN).reply());
        });

        calls.call().press("6").pressBetween("99").press("1234").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("6"), new Reply.Keys("1234"));
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
        calls.serve((line, _) -> assertThat(line.whileThinking(() -> "quick")).isEqualTo("quick"));

        var call = calls.call().ring();

        assertThat(call.commands()).noneMatch(command -> command.contains("Read"));
    }

    @Test
    void partOfAValueTypedAheadIsCompletedWithoutAPrompt() {
        calls.serve((line, _) -> calls.got.add(line.ask(ACCOUNT).reply()));

        var call =
                calls.call()
                        .with("RECALLER_PICK", "1")
                        .with("RECALLER_KEYS", "23")
                        .press("45678")
                        .ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("12345678"));
        assertThat(call.heard()).isEmpty();
        assertThat(call.variable("RECALLER_KEYS")).isEmpty();
    }

    @Test
    void keysTypedAheadAreThrownAwayBeforeAPin() {
        calls.serve((line, _) -> calls.got.add(line.verify(PIN).reply()));

        var call = calls.call().with("RECALLER_KEYS", "9999").press("1234").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("1234"));
        assertThat(call.heard()).hasSize(1);
    }
}
