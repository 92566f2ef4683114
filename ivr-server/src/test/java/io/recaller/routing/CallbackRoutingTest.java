package io.recaller.routing;

import static io.recaller.db.generated.Tables.CALLBACK;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.ManualClock;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unreached;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.routing.queue.Handlings;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jooq.JSONB;
import org.jooq.Record1;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever waits without a line: the agent is reserved first, then the customer is called. */
class CallbackRoutingTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static int callers;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** Nobody of another test is on the telephone by it. */
    private final String number = "+7701%07d".formatted(++callers);

    private final ManualClock clock = new ManualClock();
    private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");

    @AfterEach
    void clear() {
        db.runInTransaction(tx -> tx.dsl().deleteFrom(CALLBACK).execute());
        world.close();
    }

    @Test
    void whoHangsUpToBeCalledBackKeepsThePlaceBeforeWhoCameLater() {
        var kept = keptPlace();
        clock.passes(Duration.ofSeconds(20));
        world.waitingContact("", 0);
        var anna = world.readyAgent("anna", "");

        router.turn();

        var ring = world.lastRing();
        assertThat(ring.contact()).isEqualTo(kept);
        assertThat(ring.back().orElseThrow().number().value()).isEqualTo(number);
        assertThat(world.doing(anna)).isEqualTo("ringing " + kept);
        var handling = db.inTransaction(tx -> new Handlings().of(tx, kept, ring.assignment()));
        assertThat(handling.isCallback()).as("the card says so").isTrue();
        assertThat(world.heard).containsSubsequence("card " + kept, "ring PJSIP/anna");
    }

    @Test
    void nobodyIsAskedBeforeTheCustomerHasHungUp() {
        var contact = world.waitingContact("", 0);
        world.asks(contact, number, clock.instant().plusSeconds(10));
        world.readyAgent("anna", "");
        router.turn();
        assertThat(world.rings).isEmpty();

        clock.passes(Duration.ofSeconds(10));
        router.turn();

        assertThat(world.rings).hasSize(1);
    }

    @Test
    void anyAsterisksPhoneMayRingForIt() {
        var kept = keptPlace();
        world.reach = Optional.of(new Reach("pbx2", false));
        world.readyAgentOn("pbx2", "zoe");

        router.turn();

        assertThat(world.lastRing().contact()).isEqualTo(kept);
        assertThat(addressOf(kept)).isEqualTo(new Address.Callback(Optional.of("pbx2")));
    }

    @Test
    void onceTheTwoTalkItIsACallLikeOthers() {
        var kept = keptPlace();
        var anna = world.readyAgent("anna", "");
        router.turn();
        var ring = world.lastRing().assignment();
        world.inbox.calling(ring);
        router.turn();
        assertThat(world.doing(anna)).isEqualTo("ringing " + kept);

        world.inbox.ring(ring, RingOutcome.BRIDGED);
        router.turn();

        assertThat(world.doing(anna)).isEqualTo("talking " + kept);
        assertThat(world.heard)
                .contains("reached " + kept + " at " + new Address.Call("", "", ""))
                .contains("served " + kept + " by " + anna);
        assertThat(outcomeOf(kept)).isEqualTo("talked");
        assertThat(world.placeOf(kept)).isEqualTo("answered");
    }

    @ParameterizedTest
    @EnumSource(
            value = Unreached.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"KEPT_TOO_LONG"})
    void whoIsNotReachedIsTriedAgainAfterThePauseAndThenNoMore(Unreached why) {
        var kept = keptPlace();
        var since = world.enteredAt(kept);
        var anna = world.readyAgent("anna", "");
        for (var attempt = 1; attempt <= 2; attempt++) {
            isTriedInVain(why);
            assertThat(world.doing(anna)).isEqualTo("ready");
            assertThat(world.placeOf(kept)).isEqualTo("waiting");
            assertThat(world.enteredAt(kept)).isEqualTo(since);
            clock.passes(PAUSE.minusMillis(1));
            router.turn();
            assertThat(world.rings).as("the pause is not over").hasSize(attempt);
            clock.passes(Duration.ofMillis(1));
        }

        isTriedInVain(why);

        assertThat(world.outcomesOf(kept))
                .containsExactly("not_reached", "not_reached", "not_reached");
        assertThat(world.heard).contains("over " + kept + " not-reached " + why.slug());
        assertThat(outcomeOf(kept)).isEqualTo(why.slug());
        assertThat(world.placeOf(kept)).isEqualTo("left");
        clock.passes(PAUSE);
        router.turn();
        assertThat(world.rings).hasSize(3);
    }

    @Test
    void anAttemptIsCountedOnceHoweverManyServersHearOfIt() {
        var kept = keptPlace();
        world.readyAgent("anna", "");
        router.turn();
        var ring = world.lastRing().assignment();

        world.inbox.calling(ring);
        world.inbox.calling(ring);
        world.inbox.notReached(ring, Unreached.BUSY);
        world.inbox.notReached(ring, Unreached.BUSY);
        router.turn();

        assertThat(attemptsOf(kept)).isEqualTo(1);
    }

    @Test
    void anAgentWhoHangsUpWhileTheCustomerIsCalledIsSetAsideAndThePlaceIsKept() {
        var kept = keptPlace();
        var anna = world.readyAgent("anna", "");
        router.turn();
        var ring = world.lastRing().assignment();
        world.inbox.calling(ring);

        world.inbox.ring(ring, RingOutcome.REFUSED);
        router.turn();

        assertThat(world.doing(anna)).isEqualTo("not-ready refused");
        assertThat(world.placeOf(kept)).isEqualTo("waiting");
        assertThat(attemptsOf(kept)).isEqualTo(1);
    }

    @Test
    void anAgentWhoDoesNotAnswerCostsNoAttemptAndTheNextIsRungAtOnce() {
        var kept = keptPlace();
        world.readyAgent("anna", "");
        router.turn();
        world.readyAgent("boris", "");

        world.inbox.ring(world.lastRing().assignment(), RingOutcome.NO_ANSWER);
        router.turn();

        assertThat(world.lastRing().station()).isEqualTo("PJSIP/boris");
        assertThat(attemptsOf(kept)).isZero();
    }

    @Test
    void anotherServerLeavesACallBackAloneAsLongAsItMayTake() {
        keptPlace();
        world.readyAgent("anna", "");
        router.turn();
        world.inbox.calling(world.lastRing().assignment());
        router.turn();

        clock.passes(Duration.ofSeconds(20 + 30 + 10));
        world.router("server-2").turn();

        assertThat(world.heard).noneMatch(heard -> heard.startsWith("cancel"));
    }

    @Test
    void aPlaceIsNotKeptForEver() {
        var kept = keptPlace();

        clock.passes(Duration.ofHours(8).plusSeconds(1));
        router.turn();

        assertThat(world.heard).contains("over " + kept + " not-reached kept-too-long");
        assertThat(world.placeOf(kept)).isEqualTo("left");
    }

    @Test
    void nobodyIsCalledBackWhoIsOnTheTelephoneWithUs() {
        var kept = keptPlace();
        var other = aContactOfTheSameNumber(kept, Optional.empty());
        world.readyAgent("anna", "");
        router.turn();
        assertThat(world.rings).isEmpty();

        ends(other);
        router.turn();

        assertThat(world.lastRing().contact()).isEqualTo(kept);
    }

    @Test
    void whoWasServedOnAnotherContactIsNotCalledBackAndThePhoneThatRingsStops() {
        var kept = keptPlace();
        var anna = world.readyAgent("anna", "");
        router.turn();
        var ring = world.lastRing().assignment();

        ends(aContactOfTheSameNumber(kept, Optional.of(world.agent("olga", "").value())));
        router.turn();
        router.turn();

        assertThat(world.heard).contains("over " + kept + " superseded served-elsewhere");
        assertThat(world.heard).contains("cancel " + ring);
        assertThat(world.doing(anna)).isEqualTo("ready");
    }

    /** Hung up to be called back at once; the row as the door writes it. */
    private ContactId keptPlace() {
        var contact = world.waitingContact("", 0);
        db.runInTransaction(tx -> {
            var handle =
                    tx.dsl()
                            .insertInto(HANDLE)
                            .set(HANDLE.ID, UUID.randomUUID())
                            .set(HANDLE.KIND, "tel")
                            .set(HANDLE.VALUE, number)
                            .onConflict(HANDLE.KIND, HANDLE.VALUE)
                            .doUpdate()
                            .set(HANDLE.VALUE, number)
                            .returningResult(HANDLE.ID)
                            .fetchSingle(Record1::value1);
            insertContact(tx, contact, handle, Optional.empty());
        });
        assertThat(world.asks(contact, number, clock.instant())).isEqualTo(Callbacks.Answer.KEPT);
        return contact;
    }

    private void insertContact(Tx tx, ContactId contact, UUID handle, Optional<UUID> servedBy) {
        tx.dsl()
                .insertInto(CONTACT)
                .set(CONTACT.ID, contact.value())
                .set(CONTACT.STARTED_AT, clock.instant())
                .set(CONTACT.SOURCE, "test")
                .set(CONTACT.EXTERNAL_ID, contact.toString())
                .set(CONTACT.NATURE, "interaction")
                .set(CONTACT.CHANNEL, "phone")
                .set(CONTACT.DIRECTION, "inbound")
                .set(CONTACT.TRUST, "claimed")
                .set(CONTACT.HANDLE_ID, handle)
                .set(CONTACT.SERVED_BY, servedBy.orElse(null))
                .set(
                        CONTACT.ADDRESS,
                        JSONB.valueOf(
                                AddressJson.write(new Address.Call("", "", "PJSIP/trunk-9"))
                                        .toString()))
                .execute();
    }

    private ContactId aContactOfTheSameNumber(ContactId of, Optional<UUID> servedBy) {
        var contact = new ContactId(UUID.randomUUID());
        clock.passes(Duration.ofSeconds(1));
        db.runInTransaction(tx -> {
            tx.dsl()
                    .insertInto(CONTACT_KEY)
                    .set(CONTACT_KEY.CONTACT_ID, contact.value())
                    .set(CONTACT_KEY.SOURCE, "test")
                    .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                    .set(CONTACT_KEY.STARTED_AT, clock.instant())
                    .execute();
            var handle =
                    tx.dsl()
                            .select(CONTACT.HANDLE_ID)
                            .from(CONTACT)
                            .where(CONTACT.ID.eq(of.value()))
                            .fetchSingle(Record1::value1);
            insertContact(tx, contact, handle, servedBy);
        });
        return contact;
    }

    private void ends(ContactId contact) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(CONTACT)
                        .set(CONTACT.ENDED_AT, clock.instant())
                        .set(CONTACT.END_REASON, "served")
                        .where(CONTACT.ID.eq(contact.value()))
                        .execute());
    }

    private void isTriedInVain(Unreached why) {
        router.turn();
        var ring = world.lastRing().assignment();
        world.inbox.calling(ring);
        world.inbox.notReached(ring, why);
        router.turn();
    }

    private Address addressOf(ContactId contact) {
        return db.inTransaction(tx ->
                AddressJson.read(
                        tx.dsl()
                                .select(WAITING_CONTACT.ADDRESS)
                                .from(WAITING_CONTACT)
                                .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                                .fetchSingle(Record1::value1)
                                .data()));
    }

    private String outcomeOf(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(CALLBACK.OUTCOME)
                        .from(CALLBACK)
                        .where(CALLBACK.CONTACT_ID.eq(contact.value()))
                        .fetchSingle(Record1::value1));
    }

    private int attemptsOf(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(CALLBACK.ATTEMPTS)
                        .from(CALLBACK)
                        .where(CALLBACK.CONTACT_ID.eq(contact.value()))
                        .fetchSingle(Record1::value1));
    }
}
