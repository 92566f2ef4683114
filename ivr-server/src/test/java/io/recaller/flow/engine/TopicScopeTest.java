package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.Node;
import io.recaller.flow.Talk;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Rules;
import org.junit.jupiter.api.Test;

/** What the choices before a menu leave to be wanted in it. */
final class TopicScopeTest {
    private final Flow flow = Flows.telecom();

    @Test
    void aSubMenuIsPredictedAmongTheTopicsOfTheOptionThatLedThere() {
        var planning = Planning.predicted(new Planner(Rules.defaults()));
        var talk = new Talk(flow, "en", Contexts.known(TrustTier.CLAIMED, flow), planning).says();

        talk.keys("2");

        var options = ((Turn.Choose) talk.turn()).layout().options();
        assertThat(options).extracting(spoken -> spoken.option().id()).contains("plan", "agent");
        var agent =
                options.stream().filter(spoken -> spoken.option().id().equals("agent")).findFirst();
        assertThat(agent.map(Layout.Spoken::probability).orElse(1.0))
                .as("billing and moving do not lead here")
                .isLessThan(0.4);
    }

    @Test
    void onlyChoicesThatNameTopicsNarrow() {
        var main = (Node.Menu) flow.node("main").orElseThrow();
        var internet = (Node.Menu) flow.node("internet").orElseThrow();
        var talk = new Talk(flow, "en", Contexts.STRANGER).says();

        var inMain = TopicScope.of(flow, talk.dialogue(), main);
        talk.keys("1");
        var inInternet = TopicScope.of(flow, talk.dialogue(), internet);

        assertThat(inMain.test(new Topic("billing"))).isTrue();
        assertThat(inInternet.test(new Topic("internet.slow"))).isTrue();
        assertThat(inInternet.test(new Topic("outage.line"))).isTrue();
        assertThat(inInternet.test(new Topic("billing"))).isFalse();
    }
}
