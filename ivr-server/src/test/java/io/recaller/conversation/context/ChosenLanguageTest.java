package io.recaller.conversation.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.engine.Dialogue;
import io.recaller.speech.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which language a turn chose, however long the way before it was: of a long one the end is kept.
 */
class ChosenLanguageTest {
    private static final Language RUSSIAN = new Language("ru");
    private static final Language KAZAKH = new Language("kk");

    private final Flow flow =
            Flows.flow(
                    """
                    flow: test
                    languages: [en, ru, kk]
                    start: hello
                    person: person
                    nodes:
                      hello: {say: {en: "Hello.", ru: "Привет.", kk: "Сәлем."}, next: russian}
                      russian: {language: ru, next: hello}
                      kazakh: {language: kk, next: hello}
                      person: {hand_off: {}}
                    """);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 96, 97, 98, 99, 100, 101, 250})
    void whatATurnChoseIsTold(int steps) {
        var before = after(steps);

        assertThat(Languages.chosenBetween(flow, before, before)).isEmpty();
        assertThat(Languages.chosenBetween(flow, before, before.at("hello"))).isEmpty();
        assertThat(Languages.chosenBetween(flow, before, before.at("russian").at("hello")))
                .contains(RUSSIAN);
        assertThat(Languages.chosenBetween(flow, before, before.at("russian").at("kazakh")))
                .contains(KAZAKH);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 96, 97, 98, 99, 100, 101})
    void whatWasChosenBeforeIsNotToldAgain(int steps) {
        var russian = after(steps).at("russian");

        assertThat(Languages.chosenBetween(flow, russian, russian.at("hello"))).isEmpty();
        assertThat(Languages.chosenBetween(flow, russian, russian.at("russian"))).isEmpty();
        assertThat(Languages.chosenBetween(flow, russian, russian.at("kazakh"))).contains(KAZAKH);
    }

    private Dialogue after(int steps) {
        var dialogue = Dialogue.fresh(flow, "hello", new Language("en"));
        for (var i = 0; i < steps; i++) {
            dialogue = dialogue.at("hello");
        }
        return dialogue;
    }
}
