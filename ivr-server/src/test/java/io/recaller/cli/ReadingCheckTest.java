package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.recaller.cli.simulate.WrittenChannel;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Flows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a flow cannot be meant for readers, in its languages. */
class ReadingCheckTest {
    @ParameterizedTest
    @CsvSource({
        "en, Please press star.",
        "en, Please key your account.",
        "ru, Нажмите звёздочку.",
        "ru, Для этого нажмите один.",
        "kk, Жұлдызшаны басыңыз.",
        "kk, Шотыңызды теріңіз."
    })
    void aTextThatSpeaksOfKeysIsWarnedOfUnlessItIsReadOtherwise(String language, String text) {
        var plain = saying(language, "{%s: \"%s\"}".formatted(language, text));
        var read =
                saying(
                        language,
                        "{%s: \"%s\", written: {%s: \"…\"}}".formatted(language, text, language));

        assertThat(new ReadingCheck(plain, WrittenChannel::usual).warnings())
                .extracting(FlowProblem::toString)
                .singleElement()
                .asString()
                .startsWith(
                        "test.yaml:6: nodes.main.say."
                                + language
                                + ": speaks of keys, and people who write have none. Add written:"
                                + " {"
                                + language);
        assertThat(new ReadingCheck(read, WrittenChannel::usual).warnings()).isEmpty();
        assertThat(new ReadingCheck(plain, _ -> List.of()).warnings())
                .as("nobody writes")
                .isEmpty();
    }

    private static Flow saying(String language, String text) {
        return Flows.flow(
                """
                flow: small
                languages: [%s]
                start: main
                person: person
                nodes:
                  main: {say: %s, next: person}
                  person: {hand_off: {}}
                """
                        .formatted(language, text));
    }

    @Test
    void itIsSaidHowAPinIsAskedForWherePeopleWrite() {
        var check = new ReadingCheck(Flows.telecom(), WrittenChannel::usual);

        assertThat(check.proofs(true))
                .extracting(FlowProblem::message)
                .containsOnly("whoever writes keys their PIN on a page, by a one-time link");
        assertThat(check.proofs(false))
                .extracting(FlowProblem::message)
                .containsOnly("a PIN is not asked where people write: a person helps");
        assertThat(new ReadingCheck(Flows.telecom(), _ -> List.of()).proofs(true)).isEmpty();
    }

    @Test
    void theShippedFlowFitsButForTheLongestMenuInShortMessages() {
        var check = new ReadingCheck(Flows.telecom(), WrittenChannel::usual);

        assertThat(check.warnings()).isEmpty();
        assertThat(check.notes())
                .extracting(FlowProblem::path, problem -> problem.message().substring(0, 7))
                .containsOnly(
                        tuple("nodes.main.menu.options", "sms, en"),
                        tuple("nodes.main.menu.options", "sms, ru"),
                        tuple("nodes.main.menu.options", "sms, kk"));
    }
}
