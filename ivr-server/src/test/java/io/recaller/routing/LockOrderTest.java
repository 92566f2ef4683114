package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.TRANSFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.uuid.Generators;
import io.recaller.agent.AgentId;
import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.PresenceStore;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.customer.HandleStore;
import io.recaller.customer.handle.Handles;
import io.recaller.db.ConflictException;
import io.recaller.db.Crossing;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.routing.step.QueueName;
import io.recaller.transfer.Destinations;
import io.recaller.transfer.Destinations.Wanted;
import io.recaller.transfer.OutsideNumbers;
import io.recaller.transfer.Transfers;
import io.recaller.transfer.Wished;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Places before agents, and of each the lower first: whoever does otherwise has what another wants
 * who has what is wanted.
 */
class LockOrderTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    private static final Topic BILLS = new Topic("billing");

    private final ManualClock clock = new ManualClock();
    private final RoutingWorld world = new RoutingWorld(db, clock);
    private final PresenceStore presences = new PresenceStore();
    private final Crossing other = new Crossing(db);
    private final Transfers transfers =
            new Transfers(
                    db,
                    new Talks(RoutingWorld.SETTINGS, "server-1"),
                    new Destinations(
                            db,
                            Set.of(QueueName.MAIN),
                            new OutsideNumbers(List.of("77"), "PJSIP/{number}@trunk", ""),
                            new Handles("KZ")),
                    new ContactStore(ids, new HandleStore(ids), new TopicStore()),
                    world.outcomes(),
                    (_, _) -> true,
                    world.registry,
                    clock);
    private final Router router = world.router("server-1", world.inbox, transfers.handovers());
    private final List<Seat> seats =
            Stream.of("anna", "boris")
                    .map(login -> new Seat(login, world.agent(login, "")))
                    .sorted(Comparator.comparing(seat -> seat.agent().toString()))
                    .toList();
    private final Seat low = seats.getFirst();
    private final Seat high = seats.getLast();

    private record Seat(String login, AgentId agent) {}

    @AfterEach
    void clear() {
        db.runInTransaction(tx -> tx.dsl().deleteFrom(TRANSFER).execute());
        world.close();
    }

    @Test
    void anAnswerHeardOfLateWaitsForThePlaceOfWhomItsAgentIsOfferedByNow() throws Exception {
        sits(high);
        var answered = world.waitingContact("", 0);
        var late = missed();
        world.hangsUp(answered);
        world.agents.ready(high.agent());
        var offered = world.waitingContact("", 0);
        var _ = rung();

        world.inbox.ring(late, RingOutcome.BRIDGED);
        other.inOrder(
                tx -> world.queue.lock(tx, offered),
                tx -> presences.lock(tx, high.agent()),
                router::turn);

        assertThat(world.doing(high.agent())).isEqualTo("talking " + answered);
        assertThat(world.placeOf(offered)).isEqualTo("waiting");
    }

    @ParameterizedTest
    @EnumSource(names = {"BRIDGED", "ENDED"})
    void whoTalkedAndWhoIsRungForTheSameContactAreLockedTheLowerFirst(RingOutcome heard)
            throws Exception {
        sits(high);
        var contact = world.waitingContact("", 0);
        var late = missed();
        sits(low);
        var _ = rung();
        assertThat(world.doing(low.agent())).isEqualTo("ringing " + contact);

        world.inbox.ring(late, heard);
        wantsBoth(router::turn);

        assertThat(world.doing(high.agent()))
                .isEqualTo((heard == RingOutcome.BRIDGED ? "talking " : "wrap-up ") + contact);
        assertThat(world.doing(low.agent())).isEqualTo("ready");
    }

    @Test
    void whoTakesACallerBackIsLockedAfterWhoIsRungIfThatOneIsTheLower() throws Exception {
        var talk = talk();
        sits(low);
        transfers.consult(high.agent(), talk, new Wanted.OfAgent(low.login()), Optional.empty());
        assertThat(world.doing(low.agent())).startsWith("ringing");

        var done = new Wished[1];
        wantsBoth(() -> done[0] = transfers.takeBack(high.agent(), talk));

        assertThat(done[0]).isEqualTo(Wished.DONE);
        assertThat(world.doing(low.agent())).isEqualTo("ready");
    }

    @Test
    void whoHasACallerFromAColleaguesPhoneIsLockedBeforeThemIfTheLower() throws Exception {
        var talk = talk();
        sits(low);
        world.agents.pause(low.agent(), NotReadyReason.BREAK);

        world.inbox.passedOn(talk, new AssignmentId(ids.get()), "PJSIP/" + low.login());
        world.inbox.ring(talk, RingOutcome.BRIDGED);
        wantsBoth(router::turn);

        assertThat(world.doing(low.agent())).startsWith("talking");
    }

    @Test
    void thePlaceOfWhoIsCalledOutsideIsLockedBeforeTheAgentsOfOtherReports() throws Exception {
        sits(low);
        var before = world.waitingContact("", 0);
        var missed = missed();
        world.hangsUp(before);
        world.agents.pause(low.agent(), NotReadyReason.BREAK);
        var talk = talk();
        var caller = world.held(high.agent()).getFirst().contact();
        transfers.send(high.agent(), talk, new Wanted.OfNumber("7701"), Optional.empty());

        world.inbox.ring(missed, RingOutcome.NO_ANSWER);
        world.inbox.ring(outside(), RingOutcome.REFUSED);
        other.inOrder(
                tx -> world.queue.lock(tx, caller),
                tx -> presences.lock(tx, low.agent()),
                router::turn);

        assertThat(world.inbox.size()).isZero();
    }

    @Test
    void whoeverWritesOnHoldsNothingOfTheirOwnThatIsWaitedFor() throws Exception {
        sits(high);
        world.waitingWriter();
        router.turn();
        world.inbox.ring(world.held(high.agent()).getFirst().id(), RingOutcome.NO_ANSWER);
        router.turn();
        assertThat(world.doing(high.agent())).isEqualTo("not-ready rona");

        other.inOrder(
                tx -> presences.find(tx, high.agent()),
                tx -> presences.lock(tx, high.agent()),
                () -> world.agents.writesOn(high.agent()));

        assertThat(world.doing(high.agent())).isEqualTo("ready");
    }

    @Test
    void aCommandThatHadToGiveWayIsDoneAllTheSame() throws Exception {
        var talk = talk();
        var contact = world.held(high.agent()).getFirst().contact();
        world.inbox.ring(talk, RingOutcome.ENDED);
        router.turn();
        world.heard.clear();

        var isDone =
                other.crosswise(
                        tx -> holdsRow(tx, talk),
                        tx -> presences.lock(tx, high.agent()),
                        () ->
                                world.agents.complete(
                                        high.agent(),
                                        talk,
                                        BILLS,
                                        "solved",
                                        Optional.empty(),
                                        true));

        assertThat(isDone).isTrue();
        assertThat(world.doing(high.agent())).isEqualTo("ready");
        assertThat(world.heard).containsOnlyOnce("disposed " + contact + " billing solved");
    }

    @Test
    void anAgentWhoHadToGiveWayGoesHomeAllTheSame() throws Exception {
        var talk = talk();
        world.inbox.ring(talk, RingOutcome.ENDED);
        router.turn();

        var outcome =
                other.crosswise(
                        tx -> holdsRow(tx, talk),
                        tx -> presences.lock(tx, high.agent()),
                        () -> world.agents.signOut(high.agent()));

        assertThat(outcome).isInstanceOf(CommandOutcome.Done.class);
        assertThat(world.doing(high.agent())).isEqualTo("logged-out");
    }

    @Test
    void whoTakesACallerBackAndHadToGiveWayHasThemAndTheHoldIsCountedOnce() throws Exception {
        var talk = talk();
        var contact = world.held(high.agent()).getFirst().contact();
        transfers.hold(high.agent(), talk);

        var outcome =
                other.crosswise(
                        tx -> holdsTransfer(tx, talk),
                        tx -> world.queue.lock(tx, contact),
                        () -> transfers.takeBack(high.agent(), talk));

        assertThat(outcome).isEqualTo(Wished.DONE);
        assertThat(world.registry.get("recaller.hold").timer().count()).isEqualTo(1);
    }

    @Test
    void aPlaceThatIsNeededOutOfTheOrderIsTakenOrGivenUpAtOnce() throws Exception {
        var contact = world.waitingContact("", 0);
        db.runInTransaction(tx -> {
            world.queue.lockAtOnce(tx, contact);
            world.queue.lockAtOnce(tx, contact);
        });

        assertThatThrownBy(() ->
                        other.inOrder(
                                tx -> world.queue.lock(tx, contact),
                                _ -> {},
                                () ->
                                        db.runInTransaction(
                                                tx -> world.queue.lockAtOnce(tx, contact))))
                .isInstanceOf(ConflictException.class);
    }

    private static void holdsTransfer(Tx tx, AssignmentId talk) {
        var _ =
                tx.dsl()
                        .selectFrom(TRANSFER)
                        .where(TRANSFER.ASSIGNMENT_ID.eq(talk.value()))
                        .forUpdate()
                        .fetch();
    }

    private static void holdsRow(Tx tx, AssignmentId id) {
        var _ =
                tx.dsl()
                        .selectFrom(ASSIGNMENT)
                        .where(ASSIGNMENT.ID.eq(id.value()))
                        .forUpdate()
                        .fetch();
    }

    /** Another locks both agents, in order. */
    private void wantsBoth(Runnable work) throws Exception {
        other.inOrder(
                tx -> presences.lock(tx, low.agent()),
                tx -> presences.lock(tx, high.agent()),
                work);
    }

    private void sits(Seat seat) {
        world.agents.signIn(seat.agent(), "desk-" + seat.login());
        world.agents.ready(seat.agent());
    }

    /** The higher agent talks with somebody. */
    private AssignmentId talk() {
        sits(high);
        world.waitingContact("", 0);
        var talk = rung();
        world.inbox.ring(talk, RingOutcome.BRIDGED);
        router.turn();
        assertThat(world.doing(high.agent())).startsWith("talking");
        return talk;
    }

    private AssignmentId missed() {
        var id = rung();
        world.inbox.ring(id, RingOutcome.NO_ANSWER);
        router.turn();
        return id;
    }

    private AssignmentId rung() {
        router.turn();
        return world.lastRing().assignment();
    }

    private static AssignmentId outside() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(TRANSFER.LEG_ID)
                        .from(TRANSFER)
                        .fetchSingle(row -> new AssignmentId(row.value1())));
    }
}
