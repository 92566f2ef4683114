package io.recaller.conversation;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CALLBACK;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONVERSATION;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.PresenceStore;
import io.recaller.callback.CallableNumbers;
import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.callback.CallbackRequests;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.dialogue.MovedDialogues.Known;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Crossing;
import io.recaller.db.Tx;
import io.recaller.flow.engine.Dialogue;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.SomePlans;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.step.QueueName;
import io.recaller.skill.Requirement;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a contact at the same moment on two sides: its place is locked before its agent,
 * that before its dialogue, its own row and its conversation; who had to give way does it anew.
 */
class ContactLocksTest {
    private static final Archive ARCHIVE = new Archive();
    private static final QueueName SUPPORT = new QueueName("support");
    private static final Instant LATER = Archive.NOW.plusSeconds(60);
    private static int people = 10;

    private final Crossing other = new Crossing(ARCHIVE.db);
    private final MovedDialogues moved =
            new MovedDialogues(
                    ARCHIVE.contacts,
                    ARCHIVE.fields.catalogue(),
                    (_, _) -> Optional.of(ARCHIVE.flow));
    private final ContactEnds ends =
            new ContactEnds(
                    ARCHIVE.db,
                    ARCHIVE.contacts,
                    new Takeovers(ARCHIVE.contacts, ARCHIVE.customers, _ -> Optional.empty()),
                    Runnable::run,
                    () -> LATER);

    @AfterEach
    void nobodyWaits() {
        for (var contact : ARCHIVE.inQueue()) {
            ARCHIVE.db.runInTransaction(tx -> ARCHIVE.queue.leave(tx, contact, LATER));
        }
    }

    @AfterAll
    static void close() {
        ARCHIVE.close();
    }

    @Test
    void whoLeavesByAKeyAndHadToGiveWayLeavesAllTheSame() throws Exception {
        var contact = ARCHIVE.handedOff(somebody(), "support", Archive.NOW);
        var saved = ARCHIVE.dialogues.load(contact).orElseThrow();

        var left =
                other.crosswise(
                        tx -> ARCHIVE.held(tx, contact),
                        tx -> ARCHIVE.queue.lock(tx, contact),
                        () ->
                                ARCHIVE.dialogues.leaveQueue(
                                        contact, saved, "main", WaitOutcome.EXITED, true, LATER));

        assertThat(left).isTrue();
        assertThat(ARCHIVE.inQueue()).doesNotContain(contact);
        assertThat(ARCHIVE.dialogues.load(contact).orElseThrow().version())
                .isEqualTo(saved.version() + 1);
    }

    @Test
    void whomTheQueueDoesNotKeepAndWhoHadToGiveWayIsGivenToTheRingGroupOnce() throws Exception {
        var contact = ARCHIVE.handedOff(somebody(), "support", Archive.NOW);
        var before = ends("ring-group");
        var wait = ARCHIVE.waiting(impatient(), () -> LATER);

        var became =
                other.crosswise(
                        tx -> locked(tx, CONTACT, CONTACT.ID.eq(contact.value())),
                        tx -> ARCHIVE.queue.lock(tx, contact),
                        () -> wait.visit(contact, ""));

        assertThat(became).isInstanceOf(Waiting.RingGroup.class);
        assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo("ring-group");
        assertThat(ends("ring-group")).isEqualTo(before + 1);
    }

    private static double ends(String result) {
        return ARCHIVE
                .meters
                .find("recaller.contacts.ended")
                .tag("result", result)
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void whoAsksToBeCalledBackAndHadToGiveWayIsCalledBack() throws Exception {
        var line = somebody();
        var contact = ARCHIVE.handedOff(line, "main", Archive.NOW);
        var callbacks = new Callbacks(CallbackRules.usual());
        var requests =
                new CallbackRequests(
                        ARCHIVE.db,
                        callbacks,
                        new CallableNumbers(_ -> Optional.empty(), Set.of()),
                        ARCHIVE.dialogues,
                        ARCHIVE.contacts,
                        () -> LATER);

        var answer =
                other.crosswise(
                        tx -> locked(tx, CONTACT, CONTACT.ID.eq(contact.value())),
                        tx -> ARCHIVE.queue.lock(tx, contact),
                        () -> requests.keep(contact, line));

        assertThat(answer).isEqualTo(CallbackRequests.Answer.KEPT);
        assertThat(ARCHIVE.waitsAt(contact)).isInstanceOf(Address.Callback.class);
    }

    @Test
    void aHangUpThatHadToGiveWayIsWrittenAtOnce() throws Exception {
        var contact = ARCHIVE.handedOff(somebody(), "support", Archive.NOW);

        other.crosswise(
                tx -> locked(tx, CONTACT, CONTACT.ID.eq(contact.value())),
                tx -> ARCHIVE.queue.lock(tx, contact),
                () -> ends.gone(contact, HangUp.BY_CALLER));

        assertThat(ARCHIVE.row(contact).getEndResult()).isEqualTo("abandoned");
    }

    @Test
    void whoIsHandedOffAndHadToGiveWayIsInTheQueueOnce() throws Exception {
        var contact = begun(Channel.PHONE, somebody());

        other.crosswise(
                tx -> ARCHIVE.held(tx, contact),
                tx -> ARCHIVE.queue.lock(tx, contact),
                () -> handOff(contact, Channel.PHONE));

        assertThat(ARCHIVE.inQueue()).containsOnlyOnce(contact);
        assertThat(ARCHIVE.dialogues.load(contact).orElseThrow().version()).isOne();
    }

    @Test
    void theKeptPlacesOfWhoCallsInAreLockedTheLowerFirst() throws Exception {
        var line = somebody();
        var low = ARCHIVE.handedOff(somebody(), "support", Archive.NOW);
        var high = ARCHIVE.handedOff(somebody(), "support", LATER);
        var newcomer = begun(Channel.PHONE, line);
        keeps(high, line, somebody());
        keeps(low, somebody(), line);

        other.inOrder(
                tx -> ARCHIVE.queue.lock(tx, low),
                tx -> ARCHIVE.queue.lock(tx, high),
                () -> handOff(newcomer, Channel.PHONE));

        assertThat(ARCHIVE.inQueue()).containsExactly(newcomer);
        assertThat(ARCHIVE.enteredAt(newcomer)).isEqualTo(Archive.NOW);
    }

    /** A place that is kept for a call to that number, asked for from another. */
    private static void keeps(ContactId contact, Handle number, Handle from) {
        ARCHIVE.db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(CALLBACK)
                        .set(CALLBACK.CONTACT_ID, contact.value())
                        .set(CALLBACK.NUMBER, number.value())
                        .set(CALLBACK.ASKED_FROM, from.value())
                        .set(CALLBACK.ASKED_AT, Archive.NOW)
                        .set(CALLBACK.NOT_BEFORE, Archive.NOW)
                        .execute());
    }

    @Test
    void whoIsAskedForAContactThatGoesOnElsewhereIsLockedBeforeItsDialogue() throws Exception {
        var written = begun(Channel.CHAT, new Handle(HandleKind.WEB, "visitor-" + ++people));
        handOff(written, Channel.CHAT);
        var agent = rings(written);
        var call = begun(Channel.PHONE, somebody());

        var goesOn =
                other.inOrder(
                        tx -> new PresenceStore().lock(tx, agent),
                        tx -> ARCHIVE.held(tx, written),
                        () ->
                                ARCHIVE.db.<Boolean>inTransaction(tx ->
                                        moved.move(tx, written, call, 0, Known.BY_SECRET, LATER)));

        assertThat(goesOn).isTrue();
        assertThat(ARCHIVE.row(written).getEndResult()).isEqualTo("switched");
        assertThat(ARCHIVE.row(call).getConversationId())
                .isEqualTo(ARCHIVE.row(written).getConversationId());
    }

    @Test
    void aContactThatGoesOnAsAnotherEndsBeforeItsConversationIsTouched() throws Exception {
        var left = begun(Channel.PHONE, somebody());
        var conversation = ARCHIVE.row(left).getConversationId();
        var dialogue = ARCHIVE.dialogues.load(left).orElseThrow().dialogue();
        var contact = ARCHIVE.newContact();

        other.inOrder(
                tx -> locked(tx, CONTACT, CONTACT.ID.eq(left.value())),
                tx -> locked(tx, CONVERSATION, CONVERSATION.ID.eq(conversation)),
                () ->
                        ARCHIVE.db.runInTransaction(tx ->
                                moved.begin(
                                        tx,
                                        left,
                                        contact,
                                        arrival(contact, Channel.PHONE, somebody()),
                                        dialogue,
                                        Known.BY_SECRET,
                                        LATER)));

        assertThat(ARCHIVE.row(left).getEndResult()).isEqualTo("switched");
        assertThat(ARCHIVE.row(contact).getConversationId()).isEqualTo(conversation);
    }

    private static void locked(Tx tx, Table<?> table, Condition which) {
        var _ = tx.dsl().selectFrom(table).where(which).forUpdate().fetch();
    }

    private static QueuePlan impatient() {
        return SomePlans.waitingAtMost(Duration.ofSeconds(1));
    }

    private static Handle somebody() {
        return new Handle(HandleKind.TEL, "+7702" + (5_550_000 + ++people));
    }

    private static Arrival arrival(ContactId contact, Channel channel, Handle who) {
        return new Arrival(
                channel,
                channel.isSpoken() ? "8000" : "site",
                Optional.of(who),
                TrustTier.CLAIMED,
                Optional.empty(),
                address(contact, channel),
                Optional.empty());
    }

    private static Address address(ContactId contact, Channel channel) {
        return channel.isSpoken()
                ? new Address.Call("pbx1", "1." + contact, "PJSIP/" + contact)
                : new Address.Thread("site", contact.toString());
    }

    private static Dialogue dialogue() {
        return Dialogue.fresh(ARCHIVE.flow, "person", new Language("en"));
    }

    private static ContactId begun(Channel channel, Handle who) {
        var contact = ARCHIVE.newContact();
        ARCHIVE.dialogues.begin(
                new Beginning(
                        contact,
                        arrival(contact, channel, who),
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        dialogue(),
                        Archive.NOW));
        return contact;
    }

    private static void handOff(ContactId contact, Channel channel) {
        ARCHIVE.dialogues.handOff(
                new TurnTaken(
                        contact,
                        dialogue(),
                        channel,
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        LATER),
                0,
                new Place(
                        SUPPORT,
                        Requirement.none(),
                        new Language("en"),
                        5,
                        channel,
                        address(contact, channel)));
    }

    /** An agent is asked for it. */
    private static AgentId rings(ContactId contact) {
        return ARCHIVE.db.inTransaction(tx -> {
            var agent = new AgentStore().put(tx, "ann", "Ann", Optional.empty(), Map.of());
            var entry =
                    tx.dsl()
                            .select(WAITING_CONTACT.ID)
                            .from(WAITING_CONTACT)
                            .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                            .fetchSingle(WAITING_CONTACT.ID);
            tx.dsl()
                    .insertInto(ASSIGNMENT)
                    .set(ASSIGNMENT.ID, ARCHIVE.ids.get())
                    .set(ASSIGNMENT.CONTACT_ID, contact.value())
                    .set(ASSIGNMENT.WAITING_CONTACT_ID, entry)
                    .set(ASSIGNMENT.AGENT_ID, agent.value())
                    .set(ASSIGNMENT.CHANNEL, "chat")
                    .set(ASSIGNMENT.HELD_BY, "one")
                    .set(ASSIGNMENT.STATE, "offered")
                    .set(ASSIGNMENT.OFFERED_AT, Archive.NOW)
                    .set(ASSIGNMENT.LEASE_UNTIL, LATER)
                    .execute();
            tx.dsl()
                    .update(WAITING_CONTACT)
                    .set(WAITING_CONTACT.STATE, "offered")
                    .where(WAITING_CONTACT.ID.eq(entry))
                    .execute();
            return agent;
        });
    }
}
