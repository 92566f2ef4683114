package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What Asterisk tells late, twice or out of order. */
class LateReportsTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    @AutoClose private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");

    @Test
    void anAnswerHeardOfLateWinsOverEverythingThatHappenedMeanwhile() {
        var anna = world.readyAgent("anna", "billing=5");
        var contact = world.waitingContact("billing=1", 0);
        router.turn();
        var late = world.lastRing().assignment();
        clock.passes(RoutingWorld.SETTINGS.offerLease());
        world.agents.pause(anna, NotReadyReason.BREAK);
        var boris = world.readyAgent("boris", "billing=3");
        router.turn();
        assertThat(world.lastRing().agent()).isEqualTo(boris);
        var again = world.lastRing().assignment();

        world.inbox.ring(late, RingOutcome.BRIDGED);
        router.turn();

        assertThat(world.doing(anna)).isEqualTo("talking " + contact);
        assertThat(world.doing(boris)).isEqualTo("ready");
        assertThat(world.heard).contains("cancel " + again);
        assertThat(world.outcomesOf(contact)).containsExactly("answered", "caller_gone");
        assertThat(world.placeOf(contact)).isEqualTo("answered");
    }

    @Test
    void aTalkThatIsHeardOfOnlyOnceItIsOverAndItsCallerWasTakenForGoneWasATalk() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        var offer = world.lastRing().assignment();

        world.hangsUp(contact);
        world.inbox.ring(offer, RingOutcome.ENDED);
        world.inbox.ring(offer, RingOutcome.BRIDGED);
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("answered");
        assertThat(world.historyOf(contact)).containsExactly("answered");
        assertThat(world.heard).contains("served " + contact + " by " + anna);
        assertThat(world.doing(anna)).isEqualTo("wrap-up " + contact);
    }

    @Test
    void aTalkThatIsHeardOfOnceItIsOverStopsTheRingThatBeganMeanwhileAndGivesTheAgentNoMoreToDo() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        var talk = world.lastRing().assignment();
        clock.passes(RoutingWorld.SETTINGS.offerLease());
        world.agents.pause(anna, NotReadyReason.BREAK);
        router.turn();
        var boris = world.readyAgent("boris", "");
        router.turn();
        var ghost = world.lastRing().assignment();
        world.agents.ready(anna);
        var next = world.waitingContact("", 0);
        router.turn();
        assertThat(world.doing(boris)).isEqualTo("ringing " + contact);
        assertThat(world.doing(anna)).isEqualTo("ringing " + next);

        world.inbox.ring(talk, RingOutcome.ENDED);
        router.turn();

        assertThat(world.heard).contains("cancel " + ghost);
        assertThat(world.outcomesOf(contact)).containsExactly("answered", "caller_gone");
        assertThat(world.held(anna)).extracting(Assignment::contact).containsExactly(next);
        assertThat(world.doing(boris)).isEqualTo("ready");
    }

    @Test
    void aTalkThatIsHeardOfOnceAnotherAgentServesTheContactTakesNothingFromThem() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        var talk = world.lastRing().assignment();
        clock.passes(RoutingWorld.SETTINGS.offerLease());
        world.agents.pause(anna, NotReadyReason.BREAK);
        router.turn();
        var boris = world.readyAgent("boris", "");
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        router.turn();
        var leftAt = world.leftAt(contact);
        clock.passes(Duration.ofSeconds(40));

        world.inbox.ring(talk, RingOutcome.ENDED);
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("answered", "answered");
        assertThat(world.doing(anna)).isEqualTo("wrap-up " + contact);
        assertThat(world.doing(boris)).isEqualTo("talking " + contact);
        assertThat(world.heard.stream().filter(word -> word.startsWith("served ")))
                .containsExactly("served " + contact + " by " + boris);
        assertThat(world.leftAt(contact)).isEqualTo(leftAt);
    }

    @Test
    void whetherAnOfferThatCameToNothingWasATalkIsAskedForAWhileAndByWhoStarts() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        var asked =
                new Engagement(
                        world.lastRing().assignment(), contact, anna, false, Optional.empty());
        var engagements = new Engagements(db, clock);

        world.hangsUp(contact);

        assertThat(engagements.get()).containsExactly(asked);
        clock.passes(Duration.ofMinutes(6));
        assertThat(engagements.get()).isEmpty();
        assertThat(world.engagements()).containsExactly(asked);
    }

    @Test
    void reportsMayBeRepeatedAndOutOfOrder() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        var offer = world.lastRing().assignment();

        world.inbox.ring(offer, RingOutcome.ENDED);
        world.inbox.ring(offer, RingOutcome.BRIDGED);
        world.inbox.ring(offer, RingOutcome.NO_ANSWER);
        world.inbox.ring(offer, RingOutcome.ENDED);
        world.inbox.ring(new AssignmentId(UUID.randomUUID()), RingOutcome.BRIDGED);
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("answered");
        assertThat(world.doing(anna)).startsWith("wrap-up ");
    }

    @Test
    void aReportThatCannotBeWrittenKeepsNoneOfThoseBesideItFromBeing() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        var offer = world.lastRing().assignment();

        world.inbox.ring(offer, RingOutcome.BRIDGED);
        world.inbox.cannotRing(new AssignmentId(UUID.randomUUID()));
        for (var i = 0; i < 40; i++) {
            world.inbox.ring(offer, RingOutcome.BRIDGED);
        }
        router.turn();

        assertThat(world.doing(anna)).isEqualTo("talking " + contact);
        assertThat(world.outcomesOf(contact)).containsExactly("answered");
        assertThat(world.inbox.size()).isZero();
    }
}
