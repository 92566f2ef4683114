package io.recaller.asterisk.agi;

import static io.recaller.asterisk.agi.ServedCalls.ACCOUNT;
import static io.recaller.asterisk.agi.ServedCalls.AGENT;
import static io.recaller.asterisk.agi.ServedCalls.HELLO;
import static io.recaller.asterisk.agi.ServedCalls.MENU;
import static io.recaller.asterisk.agi.ServedCalls.PATIENCE;
import static io.recaller.asterisk.agi.ServedCalls.TV;
import static io.recaller.asterisk.agi.ServedCalls.names;
import static io.recaller.asterisk.agi.ServedCalls.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Entry;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Speech;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller hears of a turn, and what is made of the keys that answer it. */
class AgiLineTest {
    @AutoClose private ServedCalls calls;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        calls = new ServedCalls(folder);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 20, 128, 300})
    void aReadBackOfAnyLengthIsOnePlayThatAKeyStops(int pieces) throws IOException {
        var speech =
                Speech.of(HELLO)
                        .then(new Speech(Collections.nCopies(pieces, prompt("сіз"))))
                        .then(Speech.of(TV));
        calls.serve((line, _) -> {
            calls.got.add(
                    line.ask(new Turn.Ask(speech, new Entry.Digits(1, 1), false, PATIENCE, false))
                            .reply());
            line.play(speech);
            calls.got.add(line.choose(MENU).reply());
            line.hangUp();
        });

        var call = calls.call().press("7").interrupt("6").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("7"), new Reply.Keys("6"));
        assertThat(call.commands()).filteredOn(command -> command.contains("Read")).hasSize(2);
        assertThat(call.commands())
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2047));
        assertThat(call.sound().length)
                .isEqualTo(2 * 800 * (HELLO.words().length() + 3 * pieces + TV.words().length()));
        assertThat(reels()).as("nothing is left of it").isEmpty();
    }

    private List<Path> reels() throws IOException {
        var reels = calls.folder().resolve("personal/reels");
        try (var files = Files.exists(reels) ? Files.list(reels) : Stream.<Path>empty()) {
            return files.toList();
        }
    }

    @Test
    void aKeyPressedIntoAMenuChoosesAndOneReadPlaysAllOfIt() {
        calls.serve((line, _) -> calls.got.add(line.choose(MENU).reply()));

        var call = calls.call().press("6").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("6"));
        assertThat(call.heard()).containsExactly(names(HELLO, TV, AGENT));
        assertThat(call.commands()).filteredOn(command -> command.contains("Read")).hasSize(1);
        assertThat(call.variable("TIMEOUT(response)")).isEqualTo("5.000");
        assertThat(call.variable("TIMEOUT(digit)")).isEqualTo("2.500");
        assertThat(call.variable("RECALLER_PICK")).isEmpty();
    }

    @Test
    void aKeyIsTakenByTheQuestionThatTellsIt() {
        calls.serve((line, _) -> {
            calls.got.add(line.choose(MENU).reply());
            calls.got.add(line.choose(MENU).reply());
        });

        var call = calls.call().press("6").press("").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("6"), new Reply.Silence());
        assertThat(call.commands())
                .as("nothing but the reading and the question")
                .filteredOn(command -> command.contains("RECALLER_PICK"))
                .filteredOn(command -> !command.startsWith("GET FULL VARIABLE"))
                .allMatch(command -> command.startsWith("EXEC \"Read\""));
        assertThat(call.variable("RECALLER_PICK")).isEmpty();
    }

    @Test
    void anAsteriskWithoutFunctionsForTextTellsKeysAllTheSame() {
        calls.serve((line, _) -> {
            calls.got.add(line.choose(MENU).reply());
            calls.got.add(line.choose(MENU).reply());
            calls.got.add(line.ask(ACCOUNT).reply());
        });

        var call = calls.call().withoutStrings().press("").press("6").press("1234").ring();

        assertThat(calls.got)
                .containsExactly(new Reply.Silence(), new Reply.Keys("6"), new Reply.Keys("1234"));
        assertThat(call.variable("RECALLER_PICK")).isEmpty();
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
        calls.serve((line, _) -> calls.got.add(line.choose(offered).reply()));

        var call = calls.call().press("*").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("*"));
        assertThat(call.heard())
                .containsExactly(names(HELLO, prompt("your request: press star"), TV, AGENT));
    }

    @Test
    void silenceIsNoInput() {
        calls.serve((line, _) -> calls.got.add(line.choose(MENU).reply()));

        calls.call().staySilent().ring();

        assertThat(calls.got).containsExactly(new Reply.Silence());
    }

    @Test
    void hashInAMenuIsAKeyThatNoOptionHas() {
        calls.serve((line, _) -> calls.got.add(line.choose(MENU).reply()));

        calls.call().press("#").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("#"));
    }

    @Test
    void keysOfAValueEndByHashOrByTheirNumberOrBySilence() {
        calls.serve((line, _) -> {
            calls.got.add(line.ask(ACCOUNT).reply());
            calls.got.add(line.ask(ACCOUNT).reply());
            calls.got.add(line.ask(ACCOUNT).reply());
        });

        calls.call().press("12*4#").press("12345678").press("123").ring();

        assertThat(calls.got)
                .containsExactly(
                        new Reply.Keys("12*4"), new Reply.Keys("12345678"), new Reply.Keys("123"));
    }

    @Test
    void aHashAfterAValueThatWasCompleteWithoutItIsNotTakenForTheNextAnswer() {
        calls.serve((line, _) -> {
            calls.got.add(line.ask(ACCOUNT).reply());
            calls.got.add(line.choose(MENU).reply());
        });

        calls.call().press("12345678").press("#").press("6").ring();

        assertThat(calls.got).containsExactly(new Reply.Keys("12345678"), new Reply.Keys("6"));
    }
}
