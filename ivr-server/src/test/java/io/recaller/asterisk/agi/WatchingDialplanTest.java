package io.recaller.asterisk.agi;

import static io.recaller.asterisk.agi.ServedCalls.AGENT;
import static io.recaller.asterisk.agi.ServedCalls.CONTACT;
import static io.recaller.asterisk.agi.ServedCalls.HELLO;
import static io.recaller.asterisk.agi.ServedCalls.MENU;
import static io.recaller.asterisk.agi.ServedCalls.TV;
import static io.recaller.asterisk.agi.ServedCalls.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.engine.Reply;
import io.recaller.speech.Speech;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dialplan is told that watches over a call, and when. */
class WatchingDialplanTest {
    @AutoClose private ServedCalls calls;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        calls = new ServedCalls(folder);
    }

    @Test
    void aDialplanThatWatchesReadsItselfAndGivesTheServerSecondsForEachPause() {
        calls.serve((line, _) -> {
            calls.got.add(line.choose(MENU).reply());
            line.play(Speech.of(HELLO));
        });

        var call = calls.call().with("RECALLER_WATCH", "5").press("6").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("6"));
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
        calls.serve((line, _) -> {
            line.carry(CONTACT);
            calls.got.add(line.choose(MENU).reply());
            calls.got.add(line.choose(MENU).reply());
            line.hangUp();
        });

        var call = calls.call().with("RECALLER_WATCH", "5").press("6").press("7").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("6"), new Reply.Keys("7"));
        assertThat(call.variable("RECALLER_CONTACT")).isEqualTo(CONTACT.toString());
        assertThat(call.commands().stream().map(WatchingDialplanTest::begun))
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
        calls.serve((line, _) -> {
            line.carry(CONTACT);
            calls.got.add(line.choose(MENU).reply());
        });
        var call = calls.call().with("RECALLER_WATCH", watch).press("6");

        (isOlder ? call.withOlderInclude() : call).ring();

        var told = "SET VARIABLE \"RECALLER_CONTACT\" \"" + CONTACT + "\"";
        assertThat(calls.got).containsExactly(new Reply.Keys("6"));
        assertThat(call.commands()).containsOnlyOnce(told);
        assertThat(call.commands().stream().takeWhile(command -> !command.equals(told)))
                .noneMatch(command -> command.startsWith("GOSUB") || command.startsWith("EXEC"));
    }

    @ParameterizedTest
    @CsvSource({"5", "''"})
    void whatIsToBeDoneOnceTheCallCarriesItsContactIsDoneAsItIsToldSo(String watch) {
        var order = new CopyOnWriteArrayList<String>();
        calls.serve((line, _) -> {
            line.carry(CONTACT, () -> order.add("told"));
            order.add("words are found");
            var answer = line.choose(MENU);
            order.add(answer.reply().keyed());
            line.hangUp();
        });

        calls.call().with("RECALLER_WATCH", watch).press("6").ring();

        assertThat(order).containsExactly("words are found", "told", "6");
    }

    @Test
    void whileWordsAreMadeTheDialplanKnowsTheContactAlready() {
        calls.serve((line, _) -> {
            line.carry(CONTACT);
            line.whileThinking(() -> calls.got.add(new Reply.Silence()));
            line.hangUp();
        });

        var call = calls.call().with("RECALLER_WATCH", "5").ring();

        assertThat(call.commands())
                .containsSubsequence(
                        "SET VARIABLE \"RECALLER_CONTACT\" \"" + CONTACT + "\"",
                        "SET VARIABLE \"RECALLER_DONE\" \"hangup\"");
    }
}
