package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitingContacts;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Optional;
import org.jooq.Record1;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way of a contact to an agent: card, ring, talk, and whatever else comes of it. */
class RouterTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    @AutoClose private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");

    @Test
    void theCardIsShownAndThenThePhoneOfTheBestAgentRings() {
        world.readyAgent("boris", "billing=3");
        var anna = world.readyAgent("anna", "billing=5");
        var contact = world.waitingContact("billing=3", 0);

        router.turn();

        assertThat(world.heard).containsExactly("card " + contact, "ring PJSIP/anna");
        var ring = world.lastRing();
        assertThat(ring.contact()).isEqualTo(contact);
        assertThat(ring.caller()).isEqualTo(new Address.Call("", "", "PJSIP/trunk-" + contact));
        assertThat(world.doing(anna)).isEqualTo("ringing " + contact);
        assertThat(world.held(anna)).extracting(Assignment::id).containsExactly(ring.assignment());
        assertThat(reasonsOf(ring.assignment()))
                .containsExactly("billing 5 ≥ 3", "ready for 0 s", "best of 2 who can");
    }

    @Test
    void thePhoneRingsOnceTheCardIsOnTheScreenOrHasHadItsTime() {
        world.pagesAreQuick = false;
        var anna = world.readyAgent("anna", "");
        world.waitingContact("", 0);
        router.turn();
        assertThat(world.rings).isEmpty();
        clock.passes(Duration.ofMillis(300));
        world.agents.cardShown(anna, world.held(anna).getFirst().id());
        clock.passes(Duration.ofMillis(40));

        router.turn();

        assertThat(world.rings).hasSize(1);
        assertThat(cardLead().count()).isEqualTo(1);
        assertThat(cardLead().totalTime(MILLISECONDS)).isEqualTo(40);
        world.readyAgent("boris", "");
        world.waitingContact("", 0);
        router.turn();
        clock.passes(Showing.CARD_WITHIN.minusMillis(1));
        router.turn();
        assertThat(world.rings).hasSize(1);
        clock.passes(Duration.ofMillis(1));
        router.turn();
        router.turn();
        assertThat(world.rings).hasSize(2);
        assertThat(world.registry.counter("recaller.card.missed").count()).isEqualTo(1);
        assertThat(cardLead().count()).isEqualTo(1);
    }

    @Test
    void aCallerWhoLeavesWhileTheCardIsAwaitedRingsNoPhone() {
        world.pagesAreQuick = false;
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        world.hangsUp(contact);
        clock.passes(Showing.CARD_WITHIN);

        router.turn();

        assertThat(world.rings).isEmpty();
        assertThat(world.doing(anna)).isEqualTo("ready");
        assertThat(world.outcomesOf(contact)).containsExactly("caller_gone");
    }

    @Test
    void aPhoneThatAsteriskCannotReachSetsItsAgentAsideAndTheCallerKeepsTheirPlace() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();

        world.inbox.ring(world.lastRing().assignment(), RingOutcome.UNREACHABLE);
        router.turn();
        router.turn();

        assertThat(world.doing(anna)).isEqualTo("not-ready unreachable");
        assertThat(world.outcomesOf(contact)).containsExactly("rejected");
        assertThat(world.placeOf(contact)).isEqualTo("waiting");
    }

    private Timer cardLead() {
        return world.registry.timer("recaller.card.lead");
    }

    @Test
    void anAnsweredContactIsTalkedWithWrappedUpAndCompleted() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        clock.passes(Duration.ofSeconds(7));
        router.turn();
        var offer = world.lastRing().assignment();

        world.inbox.ring(offer, RingOutcome.BRIDGED);
        router.turn();
        assertThat(world.doing(anna)).isEqualTo("talking " + contact);
        assertThat(world.placeOf(contact)).isEqualTo("answered");
        assertThat(world.heard).contains("served " + contact + " by " + anna);

        assertThat(world.engagements())
                .containsExactly(new Engagement(offer, contact, anna, true, Optional.empty()));

        world.inbox.ring(offer, RingOutcome.ENDED);
        router.turn();
        assertThat(world.engagements()).isEmpty();
        var until = clock.instant().plus(RoutingWorld.SETTINGS.wrapUp());
        assertThat(world.held(anna))
                .singleElement()
                .isEqualTo(
                        new Assignment.WrapUp(
                                new Assignment.Parties(offer, contact, anna, Channel.PHONE),
                                clock.instant(),
                                until));

        var written =
                world.agents.complete(
                        anna, offer, new Topic("billing.tv"), "solved", Optional.empty(), true);
        assertThat(written).isTrue();
        assertThat(world.doing(anna)).isEqualTo("ready");
        assertThat(world.heard).contains("disposed " + contact + " billing.tv solved");
        assertThat(
                        world.registry
                                .get("recaller.queue.wait")
                                .tag("queue", "main")
                                .timer()
                                .totalTime(SECONDS))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(
            value = RingOutcome.class,
            names = {"NO_ANSWER", "REFUSED"})
    void anAgentWhoDoesNotAnswerIsSetAsideAndTheContactKeepsPlaceAndAge(RingOutcome outcome) {
        var anna = world.readyAgent("anna", "billing=5");
        var first = world.waitingContact("billing=3", 0);
        var enteredAt = clock.instant();
        router.turn();
        var offer = world.lastRing().assignment();
        clock.passes(Duration.ofSeconds(20));
        var second = world.waitingContact("billing=3", 0);

        world.inbox.ring(offer, outcome);
        router.turn();
        world.readyAgent("boris", "billing=3");
        router.turn();

        assertThat(world.enteredAt(first)).isEqualTo(enteredAt);
        assertThat(world.lastRing().contact()).isEqualTo(first);
        assertThat(world.lastRing().station()).isEqualTo("PJSIP/boris");
        assertThat(world.placeOf(second)).isEqualTo("waiting");
        var reason =
                outcome == RingOutcome.NO_ANSWER ? NotReadyReason.RONA : NotReadyReason.REFUSED;
        assertThat(world.doing(anna)).isEqualTo("not-ready " + reason.slug());
        assertThat(world.registry.counter("recaller.rona").count())
                .isEqualTo(outcome == RingOutcome.NO_ANSWER ? 1 : 0);
    }

    @Test
    void aCallerWhoHangsUpIsAbandonedAndThePhoneStopsRinging() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        var offer = world.lastRing().assignment();

        world.hangsUp(contact);
        world.hangsUp(contact);
        router.turn();

        assertThat(world.heard).contains("cancel " + offer);
        assertThat(world.left(contact)).contains(Queue.Left.RINGING);
        assertThat(world.placeOf(contact)).isEqualTo("left");
        assertThat(world.outcomesOf(contact)).containsExactly("caller_gone");
        assertThat(world.doing(anna)).isEqualTo("ready");
    }

    @Test
    void aCallerWhoIsGoneAtTheAnswerIsANamedOutcomeAndTheAgentIsReady() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();

        world.inbox.ring(world.lastRing().assignment(), RingOutcome.CALLER_GONE);
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("caller_gone");
        assertThat(world.placeOf(contact)).isEqualTo("left");
        assertThat(world.left(contact)).contains(Queue.Left.RINGING);
        assertThat(world.doing(anna)).isEqualTo("ready");
    }

    @Test
    void aContactThatTalksIsNotAbandonedWhenItHangsUp() {
        world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();

        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        router.turn();
        world.hangsUp(contact);
        router.turn();

        assertThat(world.left(contact)).isEmpty();
    }

    @Test
    void aPhoneThatCannotBeRungCostsNeitherTheContactNorTheAgent() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        world.phonesAreDown = true;
        router.turn();

        world.phonesAreDown = false;
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("failed", "open");
        assertThat(world.doing(anna)).startsWith("ringing ");
    }

    @Test
    void aRingThatFailedCostsNeitherTheContactNorTheAgent() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();

        world.inbox.ring(world.lastRing().assignment(), RingOutcome.FAILED);
        router.turn();
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("failed", "open");
        assertThat(world.doing(anna)).startsWith("ringing ");
    }

    @ParameterizedTest
    @EnumSource(
            value = RingOutcome.class,
            names = {"NO_ANSWER", "REFUSED", "FAILED", "CALLER_GONE", "ENDED"})
    void whateverEndsAnAnsweredLegEndsTheTalkAndAFailedBridgeLetsTheContactWaitOn(
            RingOutcome outcome) {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        var enteredAt = clock.instant();
        router.turn();
        var offer = world.lastRing().assignment();

        world.inbox.ring(offer, RingOutcome.BRIDGED);
        world.inbox.ring(offer, outcome);
        world.inbox.ring(offer, outcome);
        router.turn();

        assertThat(world.doing(anna)).startsWith("wrap-up ");
        assertThat(world.outcomesOf(contact)).containsExactly("answered");
        assertThat(world.enteredAt(contact)).isEqualTo(enteredAt);
        var unbridged = outcome == RingOutcome.REFUSED || outcome == RingOutcome.FAILED;
        assertThat(world.placeOf(contact)).isEqualTo(unbridged ? "waiting" : "answered");
        assertThat(world.historyOf(contact)).hasSize(unbridged ? 2 : 1);
    }

    @Test
    void whoTalksWithTheSameContactAgainIsEngagedOnce() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.FAILED);
        router.turn();
        clock.passes(Duration.ofSeconds(1));
        world.agents.complete(
                anna,
                world.lastRing().assignment(),
                new Topic("billing"),
                "solved",
                Optional.empty(),
                true);
        router.turn();
        var second = world.lastRing().assignment();

        world.inbox.ring(second, RingOutcome.BRIDGED);
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("answered", "answered");
        assertThat(world.engagements())
                .containsExactly(new Engagement(second, contact, anna, true, Optional.empty()));
    }

    @Test
    void aContactIsTakenOutOfTheQueueWithinAnotherTransaction() {
        world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();

        var first = db.inTransaction(tx -> world.queue.leave(tx, contact, clock.instant()));
        var again = db.inTransaction(tx -> world.queue.leave(tx, contact, clock.instant()));
        router.turn();
        router.turn();

        assertThat(first).isTrue();
        assertThat(again).isFalse();
        assertThat(world.heard).containsOnlyOnce("cancel " + world.lastRing().assignment());
        assertThat(world.registry.counter("recaller.offers", "outcome", "caller_gone").count())
                .isEqualTo(1);
    }

    @Test
    void aPhoneIsStoppedByTheServerThatRingsItWhoeverHeardThatTheCallerIsGone() {
        var anna = world.readyAgent("anna", "");
        world.waitingContact("", 0);
        router.turn();
        var ring = world.lastRing().assignment();
        var other = new RouterInbox();
        var elsewhere = world.router("server-2", other);

        other.ring(ring, RingOutcome.CALLER_GONE);
        elsewhere.turn();
        assertThat(world.heard).doesNotContain("cancel " + ring);
        router.turn();

        assertThat(world.heard).containsOnlyOnce("cancel " + ring);
        assertThat(world.doing(anna)).isEqualTo("ready");
        assertThat(world.registry.counter("recaller.offers", "outcome", "caller_gone").count())
                .isEqualTo(1);
    }

    @Test
    void whoEntersAgainKeepsTheirPlaceAndWhoLeftMayEnterAnew() {
        var contact = world.waitingContact("billing=3", 0);
        var enteredAt = clock.instant();
        clock.passes(Duration.ofSeconds(5));

        db.runInTransaction(tx -> world.enter(tx, contact, "", 9));
        assertThat(world.enteredAt(contact)).isEqualTo(enteredAt);

        world.hangsUp(contact);
        router.turn();
        db.runInTransaction(tx -> world.enter(tx, contact, "", 9));
        assertThat(world.placeOf(contact)).isEqualTo("waiting");
        assertThat(world.enteredAt(contact)).isEqualTo(clock.instant());
        assertThat(db.inTransaction(new WaitingContacts()::inTurn))
                .extracting(WaitingContact::contact)
                .containsExactly(contact);
        assertThat(world.historyOf(contact)).containsExactly("left", "waiting");
    }

    private String[] reasonsOf(AssignmentId offer) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(ASSIGNMENT.REASONS)
                        .from(ASSIGNMENT)
                        .where(ASSIGNMENT.ID.eq(offer.value()))
                        .fetchSingle(Record1::value1));
    }
}
