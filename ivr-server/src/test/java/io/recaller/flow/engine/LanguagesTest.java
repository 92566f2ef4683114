package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Flows;
import io.recaller.flow.Talk;
import io.recaller.flow.check.Checker;
import io.recaller.flow.check.Installation;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Rules;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller's language: chosen with a key, mid-menu, or by a node of the flow. */
final class LanguagesTest {
    private static final String FLOW =
            """
            flow: test
            languages: [en, ru, kk]
            start: main
            person: person
            nodes:
              main:
                menu:
                  order: adaptive
                  options:
                    russian: {key: 8, language: ru, say: {ru: "Русский язык"}}
                    bill: {key: 1, topics: [billing], say: {en: "bills", ru: "Счета", kk: "Шоттар"}, next: billed}
                    kazakh: {key: 9, pin: first, language: kk, say: {kk: "Қазақ тілі"}, next: thanks}
                    switch: {key: 7, say: {en: "Russian here", ru: "По-русски", kk: "Орысша"}, next: to_russian}
              to_russian: {language: ru, next: billed}
              billed: {say: {en: "It is paid.", ru: "Оплачено.", kk: "Төленді."}, next: person}
              thanks: {say: {en: "Thanks.", ru: "Спасибо.", kk: "Рақмет."}, next: main}
              person: {hand_off: {skills: {"language:{language}": 2}}}
            """;

    private final Flow flow = Flows.flow(FLOW);

    @Test
    void theFlowIsSound() {
        assertThat(Checker.check(flow, new Installation(Set.of(), Set.of()))).isEmpty();
    }

    @Test
    void anotherLanguageIsOfferedInItselfAroundWhatIsPlanned() {
        var planned = Planning.predicted(new Planner(Rules.defaults()));

        var talk = new Talk(flow, "en", Contexts.STRANGER, planned);

        assertThat(talk.words())
                .isEqualTo(
                        "Қазақ тілі — тоғыз батырмасын басыңыз. | For bills, press one. | For"
                                + " Russian here, press seven. | Русский язык — нажмите восемь.");
        assertThat(
                        ((Turn.Choose) talk.turn())
                                .layout().options().stream()
                                        .mapToDouble(Layout.Spoken::probability)
                                        .sum())
                .isEqualTo(1);
    }

    @Test
    void aLanguageChosenMidMenuIsHeardAtOnceAndInEveryLaterText() {
        var talk = new Talk(flow, "en", Contexts.STRANGER);

        talk.keys("8");

        assertThat(talk.words()).contains("Счета — нажмите один.").doesNotContain("For ");
        assertThat(talk.keys("1").words()).isEqualTo("Оплачено.");
        assertThat(talk.says().dialogue().language().tag()).isEqualTo("ru");
        assertThat(((Turn.HandOff) talk.turn()).requirement().minimums().keySet())
                .hasToString("[language:ru]");
    }

    @Test
    void anOptionWithALanguageAndANextGoesOnThereAndIsNotReadToWhoIsSpokenToInIt() {
        var talk = new Talk(flow, "ru", Contexts.STRANGER);

        assertThat(talk.words()).doesNotContain("Русский язык").contains("Қазақ тілі");
        assertThat(talk.keys("9").words()).isEqualTo("Рақмет.");
        assertThat(talk.says().words()).contains("Русский язык").doesNotContain("Қазақ тілі");
    }

    @Test
    void aLanguageNodeSaysNothingAndChangesWhatFollows() {
        var talk = new Talk(flow, "kk", Contexts.STRANGER);

        talk.keys("7");

        assertThat(talk.node()).isEqualTo("billed");
        assertThat(talk.words()).isEqualTo("Оплачено.");
    }

    @Test
    void aMenuOfLanguagesAloneIsReadWhollyAndInTheDesignersOrder() {
        var choice =
                Flows.flow(
                        """
                        flow: test
                        languages: [ru, kk]
                        start: choice
                        person: person
                        nodes:
                          choice:
                            menu:
                              options:
                                kazakh: {key: 1, language: kk, say: {kk: "Қазақ тілі"}, next: person}
                                russian: {key: 2, language: ru, say: {ru: "Русский язык"}, next: person}
                          person: {hand_off: {say: {ru: "Соединяю.", kk: "Қосып жатырмын."}}}
                        """);

        var talk = new Talk(choice, "ru", Contexts.STRANGER);

        assertThat(talk.words())
                .isEqualTo("Қазақ тілі — бір батырмасын басыңыз. | Русский язык — нажмите два.");
        assertThat(talk.keys("1").words()).isEqualTo("Қосып жатырмын.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "language: ru, say: {ru: \"Русский язык\"} | language: de, say: {de: \"Deutsch\"}"
                        + " | the flow does not speak de",
                "say: {ru: \"Русский язык\"} | say: {en: \"Russian\"} | there is no text in ru",
                "to_russian: {language: ru, | to_russian: {language: fr, | the flow does not speak"
                        + " fr",
                "language: kk, say | language: kazakh, say | kazakh",
                "language: ru, next | language: ru, remember: perhaps, next | perhaps",
                "kk: \"Шоттар\"}, next: billed | kk: \"Шоттар\"} | next",
            })
    void whatIsWrongWithALanguageIsToldWithItsLine(String right, String wrong, String told) {
        var yaml = FLOW.replace(right, wrong);
        var unread = Flows.problems(yaml);

        var problems =
                unread.isEmpty()
                        ? Checker.check(Flows.flow(yaml), new Installation(Set.of(), Set.of()))
                        : unread;

        assertThat(problems.stream().map(FlowProblem::toString).collect(Collectors.joining("\n")))
                .contains(told)
                .contains("test.yaml:");
    }
}
