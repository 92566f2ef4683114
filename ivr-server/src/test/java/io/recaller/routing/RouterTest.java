package io.recaller.routing;

import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.ASTERISK_LINK;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Timer;
import io.recaller.agent.AgentId;
import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.TestDatabase;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitingContacts;
import io.recaller.routing.ring.AsteriskLink;
import io.recaller.routing.ring.AsteriskLinks;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record1;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouterTest {
    private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");

    @AfterEach
    void clear() {
        world.clear();
    }

    @AfterAll
    static void close() {
        db.close();
    }

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
    void aDatabaseThatGoesBetweenTheCardAndTheRingKeepsNoPhoneSilent() {
        var settings = TestDatabase.freshSettings();
        var own = Database.open(settings);
        var outage = new RoutingWorld(own, clock);
        outage.pagesAreQuick = false;
        var theirs = outage.router("server-1");
        outage.readyAgent("anna", "");
        outage.waitingContact("", 0);
        theirs.turn();
        TestDatabase.shut(settings);

        clock.passes(Showing.CARD_WITHIN.minusMillis(1));
        assertThatThrownBy(theirs::turn).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(outage.rings).as("the page still has its time").isEmpty();
        clock.passes(Duration.ofMillis(1));
        assertThatThrownBy(theirs::turn).isInstanceOf(DatabaseUnavailableException.class);
        assertThatThrownBy(theirs::turn).isInstanceOf(DatabaseUnavailableException.class);

        assertThat(outage.rings).hasSize(1);
        assertThat(outage.registry.counter("recaller.card.missed").count()).isEqualTo(1);
        own.close();
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

    @Test
    void wrapUpIsProlongedOnlyByWhoWorksAndOnlySoFar() {
        var anna = world.readyAgent("anna", "");
        var boris = world.agent("boris", "");
        world.waitingContact("", 0);
        router.turn();
        var ring = world.lastRing().assignment();
        assertThat(world.agents.prolong(anna, ring)).as("it rings").isFalse();
        world.inbox.ring(ring, RingOutcome.ENDED);
        router.turn();
        var began = clock.instant();

        assertThat(world.agents.prolong(boris, ring)).isFalse();
        var times = 0;
        while (world.agents.prolong(anna, ring)) {
            times++;
        }

        assertThat(times).isEqualTo(9);
        assertThat(world.held(anna).getFirst())
                .isInstanceOfSatisfying(
                        Assignment.WrapUp.class,
                        wrapUp ->
                                assertThat(wrapUp.until())
                                        .isEqualTo(began.plus(Duration.ofMinutes(10))));
    }

    private List<Engagement> engagements() {
        return new Engagements(db, clock).get();
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

        assertThat(engagements())
                .containsExactly(new Engagement(offer, contact, anna, true, Optional.empty()));

        world.inbox.ring(offer, RingOutcome.ENDED);
        router.turn();
        assertThat(engagements()).isEmpty();
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
    void theOfferOfAKilledServerIsTakenOverWhenItsLeaseRunsOut() {
        world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        world.router("killed").turn();
        var orphan = world.lastRing().assignment();

        clock.passes(RoutingWorld.SETTINGS.offerLease().minusSeconds(1));
        router.turn();
        assertThat(world.outcomesOf(contact)).containsExactly("open");

        clock.passes(Duration.ofSeconds(1));
        world.agents.heartbeat(world.lastRing().agent());
        router.turn();

        assertThat(world.heard).contains("cancel " + orphan);
        assertThat(world.outcomesOf(contact)).containsExactly("expired", "open");
        assertThat(world.lastRing().assignment()).isNotEqualTo(orphan);
    }

    @Test
    void aPhoneOnAnAsteriskThatNobodyLooksAtAnyMoreDoesNotRingForEver() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        world.reach = Optional.of(new Reach("renamed", true));

        clock.passes(Duration.ofMinutes(50));
        router.turn();
        var soon = world.doing(anna);
        clock.passes(Duration.ofMinutes(15));
        router.turn();

        assertThat(soon).startsWith("ringing");
        assertThat(world.doing(anna)).doesNotStartWith("ringing");
        assertThat(world.outcomesOf(contact)).containsExactly("expired");
    }

    @Test
    void aTalkOnAnAsteriskThatNobodyLooksAtAnyMoreIsOverAfterADay() {
        var anna = world.readyAgent("anna", "");
        var _ = world.waitingContact("", 0);
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        router.turn();
        world.reach = Optional.of(new Reach("renamed", true));

        clock.passes(Duration.ofHours(23));
        router.turn();
        var soon = world.doing(anna);
        clock.passes(Duration.ofHours(2));
        router.turn();

        assertThat(soon).startsWith("talking");
        assertThat(world.doing(anna)).doesNotStartWith("talking");
    }

    @Test
    void aTalkOnAnAsteriskThatAServerLooksAtIsTheirs() {
        var anna = world.readyAgent("anna", "");
        var _ = world.waitingContact("", 0);
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        router.turn();
        world.reach = Optional.of(new Reach("renamed", true));
        clock.passes(Duration.ofHours(25));
        var links = new AsteriskLinks(db, clock);
        links.announce(new AsteriskLink("other", "", "a", "10.0.0.1:5038"));

        router.turn();
        db.runInTransaction(tx -> tx.dsl().deleteFrom(ASTERISK_LINK).execute());

        assertThat(world.doing(anna)).startsWith("talking");
    }

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
        assertThat(engagements()).containsExactly(asked);
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

    @Test
    void whileAsteriskIsOutOfReachNothingIsOfferedAndNoCardIsShown() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        world.reach = Optional.empty();
        router.turn();
        clock.passes(Duration.ofMinutes(5));
        world.agents.heartbeat(anna);
        router.turn();
        assertThat(world.heard).isEmpty();

        world.reach = Optional.of(Reach.NAMELESS);
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("open");
    }

    @Test
    void anOfferIsNotEndedWhileNobodySeesWhetherItsAgentTalksByNow() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        world.reach = Optional.empty();
        clock.passes(Duration.ofMinutes(5));
        router.turn();
        assertThat(world.outcomesOf(contact)).containsExactly("open");
        assertThat(world.doing(anna)).startsWith("ringing ");

        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        world.reach = Optional.of(Reach.NAMELESS);
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("answered");
        assertThat(world.doing(anna)).startsWith("talking ");
    }

    @Test
    void callersAndPhonesOfOneAsteriskAreBroughtTogetherByWhoIsLinkedToIt() {
        world.readyAgentOn("east", "anna");
        var west = world.waitingOn("west");
        var east = world.waitingOn("east");
        world.reach = Optional.of(new Reach("west", false));
        router.turn();
        assertThat(world.rings).isEmpty();

        world.reach = Optional.of(new Reach("east", false));
        router.turn();

        assertThat(world.outcomesOf(east)).containsExactly("open");
        assertThat(world.outcomesOf(west)).isEmpty();
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
        assertThat(engagements())
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

    @Test
    void aSilentDeskIsSetAsideAndThenLoggedOut() {
        var anna = world.readyAgent("anna", "");

        clock.passes(RoutingWorld.SETTINGS.deskLease());
        var contact = world.waitingContact("", 0);
        router.turn();
        assertThat(world.placeOf(contact)).isEqualTo("waiting");
        assertThat(world.doing(anna)).isEqualTo("not-ready disconnected");

        clock.passes(RoutingWorld.SETTINGS.deskLease());
        router.turn();
        assertThat(world.doing(anna)).isEqualTo("logged-out");
        assertThat(world.agents.heartbeat(anna)).isFalse();
    }

    @Test
    void aDeskThatComesBackAfterItsAgentWasLoggedOutSitsAtTheSamePhoneAgain() {
        var anna = world.readyAgent("anna", "");
        var boris = world.agent("boris", "");
        for (int i = 0; i < 2; i++) {
            clock.passes(RoutingWorld.SETTINGS.deskLease());
            router.turn();
        }
        assertThat(world.doing(anna)).isEqualTo("logged-out");

        var resumed = world.agents.resume(anna);

        assertThat(resumed).isEqualTo(new CommandOutcome.Done());
        assertThat(world.doing(anna)).isEqualTo("not-ready disconnected");
        assertThat(world.agents.signIn(boris, "desk-anna"))
                .isEqualTo(new CommandOutcome.StationTaken());
        assertThat(world.agents.ready(anna)).isEqualTo(new CommandOutcome.Done());
    }

    @Test
    void aDeskIsNotPutBackAtAPhoneOfSomebodyElseNorWhenTheAgentWentHome() {
        var anna = world.readyAgent("anna", "");
        var boris = world.agent("boris", "");
        var gone = world.readyAgent("gone", "");
        world.agents.signOut(gone);
        for (int i = 0; i < 2; i++) {
            clock.passes(RoutingWorld.SETTINGS.deskLease());
            router.turn();
        }
        world.agents.signIn(boris, "desk-anna");

        assertThat(world.agents.resume(anna)).isEqualTo(new CommandOutcome.StationTaken());
        assertThat(world.agents.resume(gone)).isEqualTo(new CommandOutcome.NotAllowed());
        assertThat(world.doing(anna)).isEqualTo("logged-out");
    }

    @Test
    void whoWasReadyBeforeTheServersWereAwayIsSoAfterwards() {
        var anna = world.readyAgent("anna", "");
        var boris = world.readyAgent("boris", "");
        clock.passes(Duration.ofMinutes(7));
        var restarted = world.router("server-1");
        restarted.turn();
        clock.passes(Duration.ofSeconds(12));

        world.agents.heartbeat(anna);
        restarted.turn();
        assertThat(world.doing(anna)).isEqualTo("ready");
        clock.passes(RoutingWorld.SETTINGS.deskLease().minusSeconds(1));
        restarted.turn();

        assertThat(world.doing(anna)).isEqualTo("ready");
        assertThat(world.doing(boris)).isEqualTo("not-ready disconnected");
    }

    @Test
    void wrapUpEndsByItselfForADeskThatIsThere() {
        var anna = world.readyAgent("anna", "");
        world.waitingContact("", 0);
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.ENDED);
        router.turn();

        clock.passes(RoutingWorld.SETTINGS.wrapUp());
        world.agents.heartbeat(anna);
        router.turn();

        assertThat(world.doing(anna)).isEqualTo("ready");
        assertThat(heldBy(anna)).isEqualTo("server-1");
    }

    @Test
    void anAgentWithRoomForTwoHasTwoWrapUpsAndEachEndsForItself() {
        var usual = RoutingWorld.SETTINGS;
        var roomy =
                new RoutingSettings(
                        usual.ringFor(),
                        usual.offerLease(),
                        usual.deskLease(),
                        usual.wrapUp(),
                        usual.poll(),
                        RoutingRules.of(Capacity.ofPhone(2)),
                        usual.longestWrapUp());
        var two = new RoutingWorld(db, clock, roomy);
        var both = two.router("server-1");
        var anna = two.readyAgent("anna", "");
        var contacts =
                List.of(
                        two.waitingContact("", 2),
                        two.waitingContact("", 1),
                        two.waitingContact("", 0));
        both.turn();
        two.rings.forEach(ring -> two.inbox.ring(ring.assignment(), RingOutcome.ENDED));
        both.turn();
        assertThat(two.rings)
                .extracting(Ring::contact)
                .as("the third waits for room")
                .containsExactlyElementsOf(contacts.subList(0, 2));

        var done = two.rings.getFirst().assignment();
        var written =
                two.agents.complete(
                        anna, done, new Topic("billing"), "solved", Optional.empty(), false);
        both.turn();

        assertThat(written).isTrue();
        assertThat(two.doing(anna)).isEqualTo("wrap-up " + contacts.get(1));
        assertThat(two.rings).as("a break was wished").hasSize(2);
        two.agents.ready(anna);
        both.turn();
        assertThat(two.lastRing().contact()).isEqualTo(contacts.getLast());
    }

    private String[] reasonsOf(AssignmentId offer) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(ASSIGNMENT.REASONS)
                        .from(ASSIGNMENT)
                        .where(ASSIGNMENT.ID.eq(offer.value()))
                        .fetchSingle(Record1::value1));
    }

    private String heldBy(AgentId agent) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(AGENT_PRESENCE.HELD_BY)
                        .from(AGENT_PRESENCE)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .fetchSingle(Record1::value1));
    }
}
