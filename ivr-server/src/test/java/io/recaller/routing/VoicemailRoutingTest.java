package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.ManualClock;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.queue.Handlings;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A message waits like its caller did: an agent is asked, hears it, and may call the customer. */
class VoicemailRoutingTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    @AutoClose private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");

    @Test
    void itKeepsThePlaceOfItsCallerAndTheCardSaysWhatItIs() {
        var message = message();
        clock.passes(Duration.ofSeconds(20));
        world.waitingContact("", 0);
        var anna = world.readyAgent("anna", "");

        router.turn();

        var ring = world.lastRing();
        assertThat(ring.contact()).isEqualTo(message);
        assertThat(world.heard).as("by the router").doesNotContain("read " + message);
        assertThat(ring.message().get().orElseThrow().sound()).isEqualTo("message");
        assertThat(ring.back()).isEmpty();
        assertThat(world.doing(anna)).isEqualTo("ringing " + message);
        var handling = db.inTransaction(tx -> new Handlings().of(tx, message, ring.assignment()));
        assertThat(handling.isVoicemail()).isTrue();
        assertThat(handling.isCallback()).isFalse();
    }

    @Test
    void anyAsterisksPhoneMayRingForIt() {
        var message = message();
        world.reach = Optional.of(new Reach("pbx2", false));
        world.readyAgentOn("pbx2", "zoe");

        router.turn();

        assertThat(world.lastRing().contact()).isEqualTo(message);
        assertThat(world.lastRing().message().get()).isPresent();
    }

    @Test
    void whoHasHeardItWrapsUpAndItsContactIsOver() {
        var message = message();
        var anna = world.readyAgent("anna", "");
        router.turn();
        var ring = world.lastRing().assignment();

        world.inbox.ring(ring, RingOutcome.BRIDGED);
        router.turn();
        assertThat(world.doing(anna)).isEqualTo("talking " + message);
        assertThat(world.heard).contains("served " + message + " by " + anna);
        assertThat(world.heard).doesNotContain("heard " + message);
        world.inbox.ring(ring, RingOutcome.ENDED);
        router.turn();

        assertThat(world.doing(anna)).isEqualTo("wrap-up " + message);
        assertThat(world.heard).contains("heard " + message);
        assertThat(world.placeOf(message)).isEqualTo("answered");
    }

    @Test
    void whoIsGoneBeforeItWasPlayedLeavesItInTheQueueAsOldAsItIs() {
        var message = message();
        var since = world.enteredAt(message);
        var anna = world.readyAgent("anna", "");
        router.turn();
        var ring = world.lastRing().assignment();
        world.inbox.ring(ring, RingOutcome.BRIDGED);
        router.turn();

        world.inbox.ring(ring, RingOutcome.FAILED);
        router.turn();

        assertThat(world.heard).doesNotContain("heard " + message);
        assertThat(world.placeOf(message)).isEqualTo("waiting");
        assertThat(world.enteredAt(message)).isEqualTo(since);
        assertThat(world.doing(anna)).isEqualTo("wrap-up " + message);
    }

    @Test
    void whoHangsUpBeforeItWasPlayedKeepsNobodyElseWaiting() {
        message();
        world.readyAgent("anna", "");
        router.turn();
        var ring = world.lastRing().assignment();
        world.inbox.ring(ring, RingOutcome.BRIDGED);
        router.turn();
        var boris = world.readyAgent("boris", "");

        world.inbox.ring(ring, RingOutcome.FAILED);
        router.turn();

        assertThat(world.doing(boris)).startsWith("ringing");
    }

    @Test
    void whoseCustomerIsCalledAndAnswersHasACallLikeOthers() {
        var message = message();
        var anna = world.readyAgent("anna", "");
        router.turn();
        var ring = world.lastRing().assignment();
        world.inbox.ring(ring, RingOutcome.BRIDGED);
        router.turn();
        world.heard.clear();
        world.inbox.reached(ring);
        world.inbox.reached(ring);
        router.turn();

        assertThat(world.heard)
                .contains(
                        "reached " + message + " at " + new Address.Call("", "", ""),
                        "refresh " + anna);
    }

    @Test
    void whoLetsItRingLeavesItInTheQueueAsOldAsItIs() {
        var message = message();
        var since = world.enteredAt(message);
        world.readyAgent("anna", "");
        router.turn();

        world.inbox.ring(world.lastRing().assignment(), RingOutcome.NO_ANSWER);
        router.turn();

        assertThat(world.placeOf(message)).isEqualTo("waiting");
        assertThat(world.enteredAt(message)).isEqualTo(since);
    }

    @Test
    void itIsNotLostWhenItsCallerIsGoneAsThePhoneRingsForThem() {
        var contact = world.waitingContact("", 0);
        world.readyAgent("anna", "");
        router.turn();
        var ring = world.lastRing().assignment();

        world.leavesMessage(contact);
        world.inbox.ring(ring, RingOutcome.CALLER_GONE);
        router.turn();

        assertThat(world.placeOf(contact)).isIn("waiting", "offered");
    }

    private ContactId message() {
        var contact = world.waitingContact("", 0);
        world.leavesMessage(contact);
        return contact;
    }
}
