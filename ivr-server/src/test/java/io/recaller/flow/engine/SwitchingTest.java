package io.recaller.flow.engine;

import static io.recaller.flow.Contexts.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.Talk;
import org.junit.jupiter.api.Test;

final class SwitchingTest {
    private final Flow flow =
            Flows.flow(
                    """
                    flow: doors
                    languages: [en]
                    start: main
                    person: person
                    page: {key: 9}
                    nodes:
                      main:
                        menu:
                          order: designed
                          options:
                            bill: {key: 1, say: {en: "your bill"}, next: show}
                            taken: {key: 2, say: {en: "more"}, next: more}
                      more:
                        menu:
                          order: designed
                          options:
                            nine: {key: 9, say: {en: "nine"}, next: main}
                      show:
                        switch: {to: page, say: {en: "Look at your screen."}, next: main, otherwise: person}
                      person: {hand_off: {}}
                    """);

    @Test
    void aNodeAsksForTheDoorSaysSoAndGoesOn() {
        var talk = talk().keys("1");

        assertThat(talk.turn()).isEqualTo(new Turn.SwitchTo(SwitchTarget.PAGE));
        talk.gives(new Input.Switched(SwitchOutcome.SENT));
        assertThat(talk.words()).isEqualTo("Look at your screen.");
        assertThat(talk.says().node()).isEqualTo("main");
        assertThat(talk.turn()).isInstanceOf(Turn.Choose.class);
    }

    @Test
    void whereItIsNotPossibleThatIsSaidInPlainWordsAndAnotherWayIsTaken() {
        var talk = talk().keys("1").gives(new Input.Switched(SwitchOutcome.IMPOSSIBLE));

        assertThat(talk.words()).startsWith("Sorry, that is not possible");
        assertThat(talk.says().node()).isEqualTo("person");
    }

    @Test
    void whoHasMovedEndsHere() {
        var talk = talk().keys("1").gives(new Input.Switched(SwitchOutcome.MOVED));

        assertThat(talk.turn()).isInstanceOf(Turn.End.class);
    }

    @Test
    void thePagesKeyIsReadLastAndLeavesTheMenuAsItWas() {
        var talk = talk();
        assertThat(talk.words()).endsWith("To see this on your telephone's screen, press nine.");

        talk.keys("9");

        assertThat(talk.turn()).isEqualTo(new Turn.SwitchTo(SwitchTarget.PAGE));
        talk.gives(new Input.Switched(SwitchOutcome.SENT));
        assertThat(talk.words()).startsWith("We have sent a link");
        assertThat(talk.says().words()).startsWith("For your bill, press one.");
        assertThat(talk.path()).containsExactly("main");
    }

    @Test
    void anOptionOfThatKeyComesFirst() {
        var talk = talk().keys("2");

        assertThat(talk.words()).isEqualTo("For nine, press nine.");
        assertThat(talk.keys("9").node()).isEqualTo("main");
    }

    @Test
    void whoCannotBeSentAPageIsNotOfferedIt() {
        var talk = new Talk(flow, "en", STRANGER);

        assertThat(talk.words()).doesNotContain("screen");
        assertThat(talk.keys("9").words()).startsWith("Sorry, there is no such choice.");
    }

    @Test
    void aPersonIsThereMeanwhile() {
        assertThat(talk().keys("1").keys("0").node()).isEqualTo("person");
    }

    private Talk talk() {
        return new Talk(flow, "en", STRANGER.withPage(true));
    }
}
