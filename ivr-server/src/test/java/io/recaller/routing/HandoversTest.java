package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.TRANSFER;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.recaller.agent.AgentId;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.TopicStore;
import io.recaller.customer.HandleStore;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import io.recaller.skill.SkillTemplate;
import io.recaller.transfer.Bringing;
import io.recaller.transfer.Destinations;
import io.recaller.transfer.Destinations.Wanted;
import io.recaller.transfer.HandedOver;
import io.recaller.transfer.OutsideNumbers;
import io.recaller.transfer.Switchboard;
import io.recaller.transfer.Transfer;
import io.recaller.transfer.TransferNews;
import io.recaller.transfer.Transfers;
import io.recaller.transfer.Wished;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jooq.JSONB;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Talks on hold and handed over, over a real database, with an Asterisk that does as it is told.
 */
class HandoversTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;

    private static final Optional<String> NO_NOTE = Optional.empty();
    private static final QueueName EXPERTS = new QueueName("experts");

    /** Who knows most about bills; and after a minute anyone. */
    private static final QueueRule BILLS_FIRST =
            QueueRule.endingWithAnyone(
                    List.of(
                            new RoutingStep.Skilled(
                                    new SkillTemplate(Map.of("billing", 1), Map.of()),
                                    Duration.ofMinutes(1))));

    /** No desk falls silent while minutes pass. */
    private static final RoutingSettings SETTINGS =
            new RoutingSettings(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30),
                    Duration.ofDays(1),
                    Duration.ofSeconds(60),
                    Duration.ofNanos(1),
                    new RoutingRules(Capacity.usual(), Map.of(EXPERTS, BILLS_FIRST)),
                    Duration.ofMinutes(10));

    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final RoutingWorld world = new RoutingWorld(db, clock, SETTINGS);
    private final List<String> arranged = new ArrayList<>();
    private Switchboard.Arranged answer = Switchboard.Arranged.DONE;
    private boolean isAway;

    private final Talks talks = new Talks(SETTINGS, "server-1");
    private final Destinations destinations =
            new Destinations(
                    db,
                    Set.of(QueueName.MAIN, new QueueName("support"), EXPERTS),
                    new OutsideNumbers(List.of("77"), "PJSIP/{number}@trunk", ""),
                    new Handles("KZ"));
    private final ContactStore contacts =
            new ContactStore(ids, new HandleStore(ids), new TopicStore());
    private final Transfers transfers =
            new Transfers(
                    db,
                    talks,
                    destinations,
                    contacts,
                    world.outcomes(),
                    (_, _) -> true,
                    world.registry,
                    clock);
    private final Bringing bringing = bringing("server-1");
    private final Router router = world.router("server-1", world.inbox, transfers.handovers());
    private final AgentId maria = world.readyAgent("maria", "");
    private final ContactId caller = world.waitingContact("", 3);
    private final AssignmentId talk = talk();

    private Bringing bringing(String server) {
        return new Bringing(
                db,
                transfers,
                talks,
                destinations,
                contacts,
                new Obedient(),
                _ -> "Billing",
                server,
                clock);
    }

    private final class Obedient implements Switchboard {
        @Override
        public Optional<Reach> reach() {
            return Optional.of(Reach.NAMELESS);
        }

        @Override
        public Arranged arrange(Transfer where, Optional<Ring> ring) {
            if (isAway) {
                throw new IllegalStateException("Asterisk does not answer");
            }
            arranged.add(
                    where.getClass().getSimpleName()
                            + ring.map(each -> " " + each.station()).orElse(""));
            return answer;
        }
    }

    private AssignmentId talk() {
        now = now.plusSeconds(30);
        router.turn();
        var id = world.held(maria).getFirst().id();
        world.inbox.ring(id, RingOutcome.BRIDGED);
        router.turn();
        now = now.plusSeconds(60);
        return id;
    }

    @AfterEach
    void clear() {
        db.runInTransaction(tx -> tx.dsl().deleteFrom(TRANSFER).execute());
        world.close();
    }

    @Test
    void aContactThatIsSentToAnAgentWaitsForThatOneAndForOthersOnlyAfterAMinute() {
        var oleg = world.readyAgent("oleg", "");
        world.readyAgent("vera", "");
        world.agents.pause(oleg, NotReadyReason.BREAK);

        assertThat(transfers.send(maria, talk, new Wanted.OfAgent("OLEG"), Optional.of("a note")))
                .isEqualTo(Wished.DONE);
        bringing.look();
        ends(talk);
        var sender = world.doing(maria);
        now = now.plusSeconds(30);
        router.turn();
        var waitsAtFirst = world.placeOf(caller);
        now = now.plusSeconds(31);
        router.turn();

        assertThat(arranged).containsExactly("Queueing");
        assertThat(waitsAtFirst).isEqualTo("waiting");
        assertThat(world.outcomesOf(caller)).containsExactly("answered", "open");
        assertThat(world.historyOf(caller)).containsExactly("answered", "offered");
        assertThat(sender).isEqualTo("wrap-up " + caller);
    }

    @Test
    void whoTakesAContactThatWasSentOnReadsWhoSentItAndWhy() {
        var oleg = world.readyAgent("oleg", "");

        transfers.send(maria, talk, new Wanted.OfAgent("oleg"), Optional.of("wants a refund"));
        bringing.look();
        ends(talk);
        router.turn();

        var held = world.held(oleg).getFirst().id();
        var sender = db.inTransaction(tx -> news().sender(tx, held));
        assertThat(sender)
                .contains(new TransferNews.Sender("maria", Optional.of("wants a refund")));
        assertThat(reasons(held)).contains("step 1 of 2", "named by who sent this contact");
    }

    @Test
    void anotherQueueAsksForWhatItsStepsSayAndKeepsOnlyTheLanguage() {
        transfers.send(maria, talk, new Wanted.OfQueue("support"), Optional.empty());
        bringing.look();

        assertThat(entry()).containsEntry("queue", "support").containsEntry("entered", now);
        assertThat(stage()).isEqualTo(HandedOver.Stage.OVER);
    }

    @Test
    void whoIsConsultedIsNobodysUntilTheAgentHandsTheCallerOver() {
        var oleg = world.readyAgent("oleg", "");

        assertThat(transfers.consult(maria, talk, new Wanted.OfAgent("oleg"), Optional.empty()))
                .isEqualTo(Wished.DONE);
        bringing.look();
        var leg = world.held(oleg).getFirst().id();
        world.inbox.ring(leg, RingOutcome.BRIDGED);
        router.turn();
        var served = List.copyOf(world.heard);
        assertThat(stage()).isEqualTo(HandedOver.Stage.CONSULTING);
        transfers.complete(maria, talk);
        bringing.look();
        ends(talk);

        assertThat(arranged).containsExactly("Ringing PJSIP/oleg", "Completing");
        assertThat(served).doesNotContain("served " + caller + " by " + oleg);
        assertThat(world.heard).contains("served " + caller + " by " + oleg);
        assertThat(world.doing(oleg)).isEqualTo("talking " + caller);
        assertThat(world.doing(maria)).startsWith("wrap-up");
        assertThat(world.historyOf(caller)).containsExactly("answered");
    }

    @Test
    void ofAQueueWhoeverIsFreeAndFitsBestIsConsulted() {
        world.readyAgent("oleg", "billing=2");
        var vera = world.readyAgent("vera", "billing=4");
        var zoe = world.readyAgent("zoe", "billing=5");
        world.agents.pause(zoe, NotReadyReason.BREAK);

        assertThat(transfers.consult(maria, talk, new Wanted.OfQueue("experts"), Optional.empty()))
                .isEqualTo(Wished.DONE);
        bringing.look();

        assertThat(arranged).containsExactly("Ringing PJSIP/vera");
        assertThat(world.doing(vera)).isEqualTo("ringing " + caller);
        assertThat(reasons(world.held(vera).getFirst().id()))
                .startsWith("consulted by maria, of queue experts")
                .anyMatch(why -> why.startsWith("billing 4"));
        assertThat(counted()).isEqualTo("consult queue");
        world.inbox.ring(world.held(vera).getFirst().id(), RingOutcome.NO_ANSWER);
        router.turn();
        bringing.look();
        assertThat(world.doing(vera)).isEqualTo("not-ready rona");
        assertThat(world.doing(maria)).isEqualTo("talking " + caller);
        assertThat(outcome()).isEqualTo("no-answer");
    }

    @Test
    void nobodyWaitsForAStepToConsultWhoComesWithALaterOne() {
        var oleg = world.readyAgent("oleg", "tv=5");

        var asked = transfers.consult(maria, talk, new Wanted.OfQueue("experts"), NO_NOTE);

        assertThat(asked).isEqualTo(Wished.DONE);
        assertThat(world.doing(oleg)).isEqualTo("ringing " + caller);
    }

    @Test
    void whereNobodyOfTheQueueIsFreeNobodyIsAskedAndTheTalkGoesOn() {
        var oleg = world.readyAgent("oleg", "");
        world.agents.pause(oleg, NotReadyReason.BREAK);

        assertThat(transfers.consult(maria, talk, new Wanted.OfQueue("experts"), NO_NOTE))
                .isEqualTo(Wished.NOBODY_FREE);
        assertThat(transfers.consult(maria, talk, new Wanted.OfQueue("nowhere"), NO_NOTE))
                .isEqualTo(Wished.NO_SUCH_TARGET);
        assertThat(legs()).isEmpty();
        assertThat(world.doing(maria)).isEqualTo("talking " + caller);
    }

    @Test
    void whatBecameOfItAndHowLongTheCallerWasOnHoldIsCounted() {
        var oleg = world.readyAgent("oleg", "");
        transfers.hold(maria, talk);
        now = now.plusSeconds(20);
        transfers.consult(maria, talk, new Wanted.OfAgent("oleg"), NO_NOTE);
        bringing.look();
        world.inbox.ring(world.held(oleg).getFirst().id(), RingOutcome.BRIDGED);
        router.turn();
        now = now.plusSeconds(40);

        transfers.complete(maria, talk);
        bringing.look();
        ends(talk);

        var done = world.registry.get("recaller.transfers").tag("outcome", "completed");
        assertThat(done.tag("kind", "consult-agent").counter().count()).isEqualTo(1);
        assertThat(world.registry.get("recaller.hold").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(60);
        assertThat(counted()).isEqualTo("consult agent");
    }

    @Test
    void whatWasSentWithoutAWordCountsByWhomItWasForAlsoWhenThatCameToNothing() {
        transfers.send(maria, talk, new Wanted.OfNumber("7701"), NO_NOTE);
        bringing.look();
        ends(talk);
        world.inbox.ring(new AssignmentId(legs().getFirst()), RingOutcome.REFUSED);
        router.turn();
        bringing.look();

        assertThat(counted()).isEqualTo("send outside");
        assertThat(world.registry.get("recaller.hold").timer().count()).as("no hold").isZero();
    }

    @Test
    void whoDoesNotAnswerIsSetAsideWithTheReasonAndTheAgentHasTheCallerBack() {
        var oleg = world.readyAgent("oleg", "");
        transfers.consult(maria, talk, new Wanted.OfAgent("oleg"), Optional.empty());
        bringing.look();

        world.inbox.ring(world.held(oleg).getFirst().id(), RingOutcome.NO_ANSWER);
        router.turn();
        bringing.look();

        assertThat(arranged).containsExactly("Ringing PJSIP/oleg", "TakingBack");
        assertThat(world.doing(oleg)).isEqualTo("not-ready rona");
        assertThat(world.doing(maria)).isEqualTo("talking " + caller);
        assertThat(outcome()).isEqualTo("no-answer");
    }

    @Test
    void aPhoneThatIsNotRegisteredIsToldApartFromOneThatNobodyPicksUp() {
        var oleg = world.readyAgent("oleg", "");
        transfers.consult(maria, talk, new Wanted.OfAgent("oleg"), Optional.empty());
        bringing.look();

        world.inbox.ring(world.held(oleg).getFirst().id(), RingOutcome.UNREACHABLE);
        router.turn();
        bringing.look();

        assertThat(world.doing(oleg)).isEqualTo("not-ready unreachable");
        assertThat(outcome()).isEqualTo("unreachable");
    }

    @Test
    void takingBackStopsTheRingAndBlamesNobody() {
        var oleg = world.readyAgent("oleg", "");
        transfers.consult(maria, talk, new Wanted.OfAgent("oleg"), Optional.empty());
        bringing.look();

        transfers.takeBack(maria, talk);
        bringing.look();

        assertThat(world.doing(oleg)).isEqualTo("ready");
        assertThat(outcome()).isEqualTo("taken-back");
    }

    @Test
    void aCallerWhoseAgentIsGoneWaitsAgainAsLongAsTheyHadWaited() {
        transfers.hold(maria, talk);
        bringing.look();
        now = now.plusSeconds(300);

        ends(talk);
        bringing.look();

        assertThat(arranged).containsExactly("OnHold", "Queueing");
        assertThat(entry())
                .containsEntry("queue", "main")
                .containsEntry("entered", now.minusSeconds(30))
                .containsEntry("priority", 3);
    }

    @Test
    void anotherServerGoesOnWhenTheFirstWasKilledInTheMiddle() {
        transfers.hold(maria, talk);
        isAway = true;
        bringing.look();
        isAway = false;
        var other = bringing("server-2");

        other.look();
        var atOnce = List.copyOf(arranged);
        now = now.plusSeconds(6);
        other.look();

        assertThat(atOnce).isEmpty();
        assertThat(arranged).containsExactly("OnHold");
    }

    @Test
    void aConsultationGoesOnAtAnotherServerWhenTheFirstWasKilledInTheMiddle() {
        var oleg = world.readyAgent("oleg", "");
        transfers.consult(maria, talk, new Wanted.OfAgent("oleg"), NO_NOTE);
        bringing.look();
        var leg = world.held(oleg).getFirst().id();
        var inbox = new RouterInbox();
        var west = world.router("server-2", inbox, transfers.handovers());
        var other = bringing("server-2");

        inbox.ring(leg, RingOutcome.BRIDGED);
        west.turn();
        other.look();
        assertThat(stage()).isEqualTo(HandedOver.Stage.CONSULTING);
        transfers.complete(maria, talk);
        other.look();
        inbox.ring(talk, RingOutcome.ENDED);
        west.turn();

        assertThat(arranged).containsExactly("Ringing PJSIP/oleg", "Completing");
        assertThat(world.doing(oleg)).isEqualTo("talking " + caller);
        assertThat(world.doing(maria)).startsWith("wrap-up");
        assertThat(outcome()).isEqualTo("completed");
    }

    /** Until its customer is called and answers. */
    @Test
    void whoHearsAMessageHasNobodyToPutOnHold() {
        isReachedAt(new Address.Voicemail(Optional.of("")));

        assertThat(transfers.hold(maria, talk)).isEqualTo(Wished.NOT_NOW);
        isReachedAt(new Address.Call("", "", ""));

        assertThat(transfers.hold(maria, talk)).isEqualTo(Wished.DONE);
    }

    @Test
    void whoWritesIsOnNoLineThatCouldBeHeld() {
        isReachedAt(new Address.Thread("site", "visitor"));

        assertThat(transfers.hold(maria, talk)).isEqualTo(Wished.NOT_NOW);
        assertThat(transfers.takeBack(maria, talk)).isEqualTo(Wished.NOT_NOW);
    }

    private void isReachedAt(Address address) {
        db.runInTransaction(tx -> {
            var key =
                    tx.dsl()
                            .selectFrom(CONTACT_KEY)
                            .where(CONTACT_KEY.CONTACT_ID.eq(caller.value()))
                            .fetchSingle();
            var json = JSONB.valueOf(AddressJson.write(address).toString());
            tx.dsl().deleteFrom(CONTACT).where(CONTACT.ID.eq(caller.value())).execute();
            tx.dsl()
                    .insertInto(CONTACT)
                    .set(CONTACT.ID, caller.value())
                    .set(CONTACT.STARTED_AT, key.getStartedAt())
                    .set(CONTACT.SOURCE, key.getSource())
                    .set(CONTACT.EXTERNAL_ID, key.getExternalId())
                    .set(CONTACT.NATURE, "interaction")
                    .set(CONTACT.CHANNEL, "phone")
                    .set(CONTACT.DIRECTION, "inbound")
                    .set(CONTACT.TRUST, "claimed")
                    .set(CONTACT.ADDRESS, json)
                    .execute();
        });
    }

    @Test
    void aTalkThatCannotBePutOnHoldForLongGoesOnAsItWas() {
        isAway = true;
        transfers.hold(maria, talk);
        bringing.look();
        now = now.plusSeconds(21);
        bringing.look();

        assertThat(outcome()).isEqualTo("failed");
        assertThat(world.doing(maria)).isEqualTo("talking " + caller);
    }

    @Test
    void aNumberThatDoesNotAnswerLeadsBackIntoTheQueueWithTheAge() {
        transfers.send(maria, talk, new Wanted.OfNumber("7 701"), Optional.empty());
        bringing.look();
        ends(talk);
        var leg = new AssignmentId(legs().getFirst());

        world.inbox.ring(leg, RingOutcome.REFUSED);
        router.turn();
        bringing.look();

        assertThat(arranged).containsExactly("Calling PJSIP/7701@trunk", "Queueing");
        assertThat(entry()).containsEntry("entered", now.minusSeconds(30));
    }

    @Test
    void aNumberWhoseAnswerNobodyHeardIsGivenUpInTime() {
        transfers.send(maria, talk, new Wanted.OfNumber("7701"), Optional.empty());
        bringing.look();
        ends(talk);

        now = now.plus(SETTINGS.ringFor()).plus(Duration.ofSeconds(16));
        bringing.look();
        bringing.look();

        assertThat(arranged).containsExactly("Calling PJSIP/7701@trunk", "Queueing");
    }

    @Test
    void aWishThatDoesNotFitIsRefusedAndNothingIsWritten() {
        var oleg = world.readyAgent("oleg", "");
        world.agent("home", "");
        world.agents.pause(oleg, NotReadyReason.BREAK);
        var none = Optional.<String>empty();

        assertThat(transfers.hold(oleg, talk)).isEqualTo(Wished.NOT_NOW);
        assertThat(transfers.complete(maria, talk)).isEqualTo(Wished.NOT_NOW);
        assertThat(transfers.conference(maria, talk)).isEqualTo(Wished.NOT_NOW);
        assertThat(transfers.takeBack(maria, talk)).isEqualTo(Wished.NOT_NOW);
        assertThat(transfers.consult(maria, talk, new Wanted.OfAgent("oleg"), none))
                .isEqualTo(Wished.NOT_FREE);
        assertThat(transfers.send(maria, talk, new Wanted.OfAgent("home"), none))
                .isEqualTo(Wished.NO_SUCH_TARGET);
        assertThat(transfers.send(maria, talk, new Wanted.OfAgent("maria"), none))
                .isEqualTo(Wished.NO_SUCH_TARGET);
        assertThat(transfers.send(maria, talk, new Wanted.OfQueue("nowhere"), none))
                .isEqualTo(Wished.NO_SUCH_TARGET);
        assertThat(transfers.send(maria, talk, new Wanted.OfQueue("Кезек"), none))
                .isEqualTo(Wished.NO_SUCH_TARGET);
        assertThat(transfers.send(maria, talk, new Wanted.OfNumber("+19005550100"), none))
                .isEqualTo(Wished.NUMBER_NOT_ALLOWED);
        assertThat(legs()).isEmpty();
        assertThat(world.doing(maria)).isEqualTo("talking " + caller);
    }

    @Test
    void aCallerWhoHangsUpOnHoldLeavesTheAgentAtOnce() {
        transfers.hold(maria, talk);
        answer = Switchboard.Arranged.CALLER_GONE;

        bringing.look();
        answer = Switchboard.Arranged.DONE;
        bringing.look();

        assertThat(arranged).containsExactly("OnHold", "Closed");
        assertThat(outcome()).isEqualTo("caller-gone");
    }

    @Test
    void whoIsFoundAtAPhoneThatTheAgentPassedTheCallerToServesTheContactOnceOnly() {
        var oleg = world.agent("oleg", "");
        world.agents.signIn(oleg, "desk-oleg");
        var leg = new AssignmentId(ids.get());
        ends(talk);

        world.inbox.passedOn(talk, leg, "PJSIP/oleg");
        world.inbox.passedOn(talk, leg, "PJSIP/oleg");
        router.turn();

        assertThat(world.doing(oleg)).isEqualTo("talking " + caller);
        assertThat(world.held(oleg)).hasSize(1);
        assertThat(world.heard).contains("served " + caller + " by " + oleg);
        var sender = db.inTransaction(tx -> news().sender(tx, leg));
        assertThat(sender).contains(new TransferNews.Sender("maria", Optional.empty()));
        ends(leg);
        assertThat(world.doing(oleg)).isEqualTo("wrap-up " + caller);
    }

    @Test
    void aPhoneWhereNobodyIsSignedInServesNoContact() {
        world.agent("home", "");
        ends(talk);

        world.inbox.passedOn(talk, new AssignmentId(ids.get()), "PJSIP/home");
        world.inbox.passedOn(talk, new AssignmentId(ids.get()), "PJSIP/nobody");
        router.turn();

        assertThat(world.outcomesOf(caller)).containsExactly("answered");
        assertThat(legs()).isEmpty();
    }

    private void ends(AssignmentId leg) {
        world.inbox.ring(leg, RingOutcome.ENDED);
        router.turn();
    }

    private TransferNews news() {
        return new TransferNews(destinations, talks);
    }

    private HandedOver.Stage stage() {
        return db.inTransaction(tx -> news().of(tx, List.of(talk))).getFirst().stage();
    }

    private String outcome() {
        return db.inTransaction(tx -> news().of(tx, List.of(talk)))
                .getFirst()
                .outcome()
                .map(Transfer.Outcome::slug)
                .orElse("open");
    }

    private String counted() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(TRANSFER.KIND, TRANSFER.SENT_TO)
                        .from(TRANSFER)
                        .fetchSingle(row -> row.value1() + " " + row.value2()));
    }

    private List<UUID> legs() {
        return db.inTransaction(
                tx -> tx.dsl().select(TRANSFER.LEG_ID).from(TRANSFER).fetch(row -> row.value1()));
    }

    private List<String> reasons(AssignmentId id) {
        return db.inTransaction(tx ->
                List.of(
                        tx.dsl()
                                .select(ASSIGNMENT.REASONS)
                                .from(ASSIGNMENT)
                                .where(ASSIGNMENT.ID.eq(id.value()))
                                .fetchSingle(row -> row.value1())));
    }

    /** The contact's open entry of the queue. */
    private Map<String, Object> entry() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(
                                WAITING_CONTACT.QUEUE.as("queue"),
                                WAITING_CONTACT.ENTERED_AT.as("entered"),
                                WAITING_CONTACT.PRIORITY.as("priority"))
                        .from(WAITING_CONTACT)
                        .where(
                                WAITING_CONTACT.CONTACT_ID.eq(caller.value()),
                                WAITING_CONTACT.LEFT_AT.isNull())
                        .fetchSingleMap());
    }
}
