package io.recaller.flow.engine;

import static io.recaller.flow.Contexts.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Flows;
import io.recaller.flow.Talk;
import io.recaller.flow.check.Checker;
import io.recaller.flow.check.Installation;
import io.recaller.speech.PromptLengths;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecommendingTest {
    private static final Input.Recommended FIBRE =
            new Input.Recommended("fibre-300", "300 megabits for 500 more?");

    private final Flow flow =
            Flows.flow(
                    """
                    flow: shop
                    languages: [en]
                    start: more
                    person: person
                    topic_rules: [{topic: internet.slow, words: [slow]}]
                    nodes:
                      more:
                        recommend: {accepted: sold, declined: pity, next: main}
                      sold:
                        say: {en: "Thank you for taking {recommendation}."}
                        next: person
                      pity: {say: {en: "What a pity."}, next: main}
                      main:
                        menu:
                          order: designed
                          options:
                            bill: {key: 1, say: {en: "your bill"}, next: person}
                            slow: {key: 2, topics: [internet], say: {en: "the internet"}, next: person}
                            more: {key: 3, say: {en: "more"}, next: more}
                      person: {hand_off: {}}
                    """);

    @Test
    void aYesGoesOnWithWhatWasAccepted() {
        var talk = asked();

        assertThat(talk.words())
                .isEqualTo(
                        "300 megabits for 500 more? | If you want it, press star. | If not, press"
                                + " hash.");
        talk.keys("*");
        assertThat(talk.words()).isEqualTo("Thank you for taking fibre-300.");
        assertThat(talk.dialogue().answeredRecommendation())
                .contains(new Recommending.Answered("fibre-300", true));
    }

    @Test
    void aNoGoesOnElsewhere() {
        var talk = asked().keys("#");

        assertThat(talk.words()).isEqualTo("What a pity.");
        assertThat(talk.dialogue().answeredRecommendation())
                .contains(new Recommending.Answered("fibre-300", false));
    }

    @Test
    void yesAndNoMayBeWritten() {
        assertThat(asked().gives(new Reply.Text("Yes!")).node()).isEqualTo("sold");
        assertThat(asked().gives(new Reply.Text("no")).node()).isEqualTo("pity");
        assertThat(asked().gives(new Reply.Picked("*")).node()).isEqualTo("sold");
    }

    @Test
    void nothingToRecommendIsNothingHeard() {
        var talk = talk();

        assertThat(talk.turn()).isInstanceOf(Turn.Recommend.class);
        talk.gives(new Input.NotFound());
        assertThat(talk.node()).isEqualTo("main");
        assertThat(talk.turn()).isInstanceOf(Turn.Choose.class);
    }

    @Test
    void whatCannotBeSaidNowMayBeAskedLater() {
        var talk = talk().gives(FIBRE).gives(new Input.NotFound());

        assertThat(talk.node()).isEqualTo("main");
        assertThat(talk.keys("3").turn()).isInstanceOf(Turn.Recommend.class);
    }

    @Test
    void silenceIsNoAnswer() {
        var talk = asked().gives(new Reply.Silence());

        assertThat(talk.node()).isEqualTo("main");
        assertThat(talk.dialogue().answeredRecommendation()).isEmpty();
    }

    @Test
    void anyOtherKeyIsTheNextMenus() {
        assertThat(asked().keys("1").path()).contains("main=bill");
        assertThat(asked().keys("0").node()).isEqualTo("person");
    }

    @Test
    void aKeyThatIsNobodysIsNoMistake() {
        var talk = asked().keys("7");

        assertThat(talk.node()).isEqualTo("main");
        assertThat(talk.words()).startsWith("For");
    }

    @Test
    void otherWordsCountInTheNextMenu() {
        var slow = new Reply.Text("it is slow", Meaning.of(flow, "it is slow"));
        var talk = asked();

        assertThat(engine().understands(flow, talk.dialogue(), slow, STRANGER)).isTrue();
        assertThat(engine().understands(flow, talk.dialogue(), new Reply.Text("hm"), STRANGER))
                .isFalse();
        assertThat(talk.gives(slow).path()).contains("main=slow");
    }

    @Test
    void itIsAskedOnceInADialogue() {
        var talk = asked().keys("7").keys("3");

        assertThat(talk.node()).isEqualTo("main");
        assertThat(talk.turn()).isInstanceOf(Turn.Choose.class);
    }

    @Test
    void whoComesBackIsAskedTheSame() {
        var talk = asked();
        var words = talk.words();

        assertThat(talk.returns().words()).isEqualTo(words);
        assertThat(talk.keys("*").node()).isEqualTo("sold");
    }

    @Test
    void itIsNoMenuThatAnythingIsLearnedFrom() {
        var talk = asked();

        assertThat(((Turn.Choose) talk.turn()).isMenu()).isFalse();
        assertThat(engine().layout(flow, talk.dialogue(), STRANGER)).isEqualTo(Optional.empty());
    }

    @Test
    void anotherContactIsAskedItsOwnUnlessThisOneHasAnswered() {
        var left = asked().dialogue().takenUp(flow, Set.of());
        var yes = asked().keys("*").dialogue().takenUp(flow, Set.of());

        assertThat(engine().render(flow, left, STRANGER).turn()).isInstanceOf(Turn.Recommend.class);
        assertThat(yes.answeredRecommendation()).isPresent();
    }

    @Test
    void whoIsTrustedLessDoesNotReadIt() {
        var shown = asked().dialogue().withoutCollected(flow);

        assertThat(engine().render(flow, shown, STRANGER).turn())
                .isInstanceOf(Turn.Recommend.class);
    }

    @Test
    void checkSaysThatTheSettingsDoNotAllowIt() {
        var installation = new Installation(Set.of(), Set.of());

        assertThat(Checker.check(flow, installation)).isEmpty();
        assertThat(Checker.warnings(flow, installation))
                .extracting(FlowProblem::message)
                .containsExactly("the settings do not let flows recommend anything");
    }

    private Talk asked() {
        return talk().gives(FIBRE).gives(FIBRE);
    }

    private Talk talk() {
        return new Talk(flow, "en", STRANGER);
    }

    private static Engine engine() {
        return new Engine(PromptLengths.estimated(), Planning.designed());
    }
}
