package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** People who write are brought to agents as callers are; no telephone is asked. */
class WrittenContactsTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    @AutoClose private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");

    @Test
    void whileAsteriskIsOutOfReachWhoWritesIsServedAndWhoCallsWaits() {
        world.reach = Optional.of(Reach.MESSAGES);
        var anna = world.readyAgent("anna", "");
        var caller = world.waitingContact("", 9);
        var writer = world.waitingWriter();

        router.turn();

        assertThat(world.doing(anna)).isEqualTo("ringing " + writer);
        assertThat(world.placeOf(caller)).isEqualTo("waiting");
    }

    @Test
    void anAgentAnswersAsManyAsTheSettingsSayAndACallBesides() {
        var anna = world.readyAgent("anna", "");
        for (var i = 0; i < 4; i++) {
            world.waitingWriter();
        }
        for (var i = 0; i < 4; i++) {
            router.turn();
            world.held(anna).forEach(each -> world.inbox.ring(each.id(), RingOutcome.BRIDGED));
            router.turn();
        }
        assertThat(world.held(anna)).as("capacity of chats").hasSize(3);
        var caller = world.waitingContact("", 0);

        router.turn();

        assertThat(world.held(anna)).extracting(Assignment::contact).hasSize(4).contains(caller);
    }

    @Test
    void whoIsOnACallIsOfferedNobodyWhoWrites() {
        var anna = world.readyAgent("anna", "");
        world.waitingContact("", 0);
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        router.turn();
        var writer = world.waitingWriter();

        router.turn();

        assertThat(world.held(anna)).hasSize(1);
        assertThat(world.placeOf(writer)).isEqualTo("waiting");
    }

    @Test
    void anOfferThatNobodyTakesInTheRingTimeSetsTheAgentAsideAndGoesToAnother() {
        var anna = world.readyAgent("anna", "");
        var writer = world.waitingWriter();
        router.turn();
        var entered = world.enteredAt(writer);
        assertThat(world.doing(anna)).isEqualTo("ringing " + writer);
        var boris = world.readyAgent("boris", "");

        clock.passes(RoutingWorld.SETTINGS.plans().usual().ringFor().plus(Duration.ofSeconds(1)));
        router.turn();
        router.turn();

        assertThat(world.doing(anna)).isEqualTo("not-ready rona");
        assertThat(world.doing(boris)).isEqualTo("ringing " + writer);
        assertThat(world.enteredAt(writer)).isEqualTo(entered);
    }

    @Test
    void whoLetAnOfferPassAndAnswersSomebodyElseTakesContactsAgain() {
        var anna = world.readyAgent("anna", "");
        world.waitingWriter();
        router.turn();
        world.inbox.ring(world.held(anna).getFirst().id(), RingOutcome.BRIDGED);
        var second = world.waitingWriter();
        router.turn();
        assertThat(world.held(anna)).hasSize(2);
        passes();
        assertThat(isReady(anna)).as("the offer goes on to others first").isFalse();

        world.agents.writesOn(anna);
        router.turn();

        assertThat(isReady(anna)).isTrue();
        assertThat(world.held(anna)).extracting(Assignment::contact).contains(second);
    }

    @Test
    void whoLetThePhoneRingOrHasABreakStaysAside() {
        var anna = world.readyAgent("anna", "");
        var caller = world.waitingContact("", 0);
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.NO_ANSWER);
        router.turn();
        world.agents.writesOn(anna);
        assertThat(world.doing(anna)).isEqualTo("not-ready rona");
        assertThat(world.placeOf(caller)).isEqualTo("waiting");

        var boris = world.readyAgent("boris", "");
        world.agents.pause(boris, new NotReadyReason("lunch"));
        world.agents.writesOn(boris);
        assertThat(world.doing(boris)).isEqualTo("not-ready lunch");
    }

    private void passes() {
        clock.passes(RoutingWorld.SETTINGS.plans().usual().ringFor().plus(Duration.ofSeconds(1)));
        router.turn();
        router.turn();
    }

    private boolean isReady(AgentId agent) {
        return world.agents.workload(agent).orElseThrow().presence().availability()
                instanceof Availability.Ready;
    }

    @Test
    void aTalkInWritingMayLastForDays() {
        var anna = world.readyAgent("anna", "");
        var writer = world.waitingWriter();
        router.turn();
        world.inbox.ring(world.held(anna).getFirst().id(), RingOutcome.BRIDGED);
        router.turn();

        clock.passes(Duration.ofDays(3));
        world.agents.heartbeat(anna);
        router.turn();

        assertThat(world.doing(anna)).isEqualTo("talking " + writer);
    }

    @Test
    void whoseAgentHasClosedThePageForGoodWaitsAgainWithTheirAge() {
        router.turn();
        var anna = world.readyAgent("anna", "");
        var writer = world.waitingWriter();
        router.turn();
        var entered = world.enteredAt(writer);
        world.inbox.ring(world.held(anna).getFirst().id(), RingOutcome.BRIDGED);
        router.turn();

        clock.passes(Duration.ofMinutes(5));
        router.turn();
        assertThat(world.doing(anna)).as("so soon").isEqualTo("talking " + writer);
        clock.passes(Duration.ofMinutes(10));
        router.turn();

        assertThat(world.placeOf(writer)).isEqualTo("waiting");
        assertThat(world.enteredAt(writer)).isEqualTo(entered);
    }

    @Test
    void anOfferThatWasAcceptedTooLateIsSomebodyElses() {
        var anna = world.readyAgent("anna", "");
        var writer = world.waitingWriter();
        router.turn();
        var late = world.held(anna).getFirst().id();
        var boris = world.readyAgent("boris", "");
        clock.passes(RoutingWorld.SETTINGS.plans().usual().ringFor().plus(Duration.ofSeconds(1)));
        router.turn();
        router.turn();
        world.inbox.ring(world.held(boris).getFirst().id(), RingOutcome.BRIDGED);
        router.turn();

        world.inbox.ring(late, RingOutcome.BRIDGED);
        router.turn();

        assertThat(world.doing(boris)).isEqualTo("talking " + writer);
        assertThat(world.held(anna)).isEmpty();
    }
}
