package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.MOVED_CONTACT;

import io.recaller.contact.Channel;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.Merges;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.db.Tx;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Dialogue;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * Contacts that go on as others: where one stood, another goes on, once, in the same conversation.
 * Trust is not among what goes over: what took more of it than the other contact has is hidden.
 * Each method works in the caller's transaction. Any thread.
 */
public final class MovedDialogues {
    /** Who writes may take so long for an answer; a call takes less. */
    private static final Duration LONGEST = Duration.ofDays(2);

    private static final String ABANDONED = Ended.Result.ABANDONED.slug();
    private static final String LEFT = Ended.Result.UNFINISHED.slug();

    private final ContactStore contacts;
    private final HiddenValues hidden;
    private final BiFunction<Tx, String, Optional<Flow>> versions;
    private final DialogueRows dialogues = new DialogueRows();
    private final MovedRows moves = new MovedRows();
    private final Queue queue = new Queue();

    /**
     * Over one schema.
     *
     * @param versions of flows, by the SHA-256 of their text; in the transaction
     */
    public MovedDialogues(
            ContactStore contacts,
            FieldCatalogue catalogue,
            BiFunction<Tx, String, Optional<Flow>> versions) {
        this.contacts = contacts;
        this.hidden = new HiddenValues(catalogue);
        this.versions = versions;
    }

    /** How it is known that one person makes both contacts. */
    public enum Known {
        /** They were told something there that they said here. */
        BY_SECRET,
        /** They are recognised alike, which they may only claim. */
        BY_NAME,
        /** They have a link that was shown there, which may have been passed on. */
        BY_LINK,
        /** They have read what was sent to a number; what took more trust they have not seen. */
        BY_INBOX
    }

    /**
     * What whoever makes this contact left on another channel since then, the latest: it waits for
     * their answer or for an agent, is with one, or is a call that was hung up in the flow.
     */
    public Optional<ContactId> leftOff(Tx tx, ContactId contact, Instant since, Instant now) {
        return MovedContact.find(tx, contact)
                .flatMap(here -> leftOff(tx, contact, here, since, now));
    }

    private static Optional<ContactId> leftOff(
            Tx tx, ContactId contact, MovedContact here, Instant since, Instant now) {
        var hungUp = CONTACT.END_RESULT.eq(LEFT).and(CONTACT.ENDED_AT.ge(since));
        var written = CONTACT.ENDED_AT.isNull().and(CONTACT.CHANNEL.ne(Channel.SPOKEN.slug()));
        return tx.dsl()
                .select(CONTACT.ID)
                .from(CONTACT)
                .join(DIALOGUE)
                .on(DIALOGUE.CONTACT_ID.eq(CONTACT.ID))
                .where(
                        CONTACT.STARTED_AT.gt(now.minus(LONGEST)),
                        CONTACT.ID.ne(contact.value()),
                        CONTACT.CHANNEL.ne(here.channel().slug()),
                        isTheirs(here),
                        hungUp.or(written),
                        DIALOGUE.UPDATED_AT.ge(since),
                        chose(),
                        DSL.notExists(
                                DSL.selectOne()
                                        .from(MOVED_CONTACT)
                                        .where(MOVED_CONTACT.CONTACT_ID.eq(CONTACT.ID))))
                .orderBy(DIALOGUE.UPDATED_AT.desc())
                .limit(1)
                .fetchOptional(row -> new ContactId(row.value1()));
    }

    /** Whoever was only greeted has nothing to go on with. */
    private static Condition chose() {
        return Stream.of("option", "offer", "asked")
                .map(entry ->
                        DSL.condition(
                                "jsonb_path_exists({0}, {1}::jsonpath)",
                                DIALOGUE.PATH, DSL.inline("$[*]." + entry)))
                .reduce(DSL.falseCondition(), Condition::or);
    }

    /** By who it is; of nobody known by what they came by. */
    private static Condition isTheirs(MovedContact here) {
        var theirs =
                here.customer()
                        .<Condition>map(who ->
                                CONTACT.CUSTOMER_ID.eq(DSL.any(DSL.array(Merges.familyOf(who)))));
        return theirs.or(() -> here.handle().map(CONTACT.HANDLE_ID::eq))
                .orElse(DSL.falseCondition());
    }

    /**
     * The contact goes on where the other stood, which ends; one that an agent has, and a call
     * whose caller is on the line, goes on beside it. Where whoever owns a number has read what was
     * sent to it the call may be over: its agent wanted it to be gone on with.
     *
     * @param version of the contact's own dialogue
     * @param by how it is known that the same person makes both
     * @return false: the other went on as a third, or is over: nothing was changed
     * @throws SupersededException when somebody else goes on with the contact
     */
    public boolean move(
            Tx tx, ContactId left, ContactId contact, long version, Known by, Instant at) {
        var before = MovedContact.find(tx, left).filter(each -> standsThere(each, by));
        var waits = before.filter(each -> !each.isOnTheLine()).flatMap(_ -> queueOf(tx, left));
        if (before.isEmpty() || !moves.claim(tx, left, contact, at)) {
            return false;
        }
        dialogues.holdBoth(tx, left, contact);
        dialogues.hold(tx, contact, version);
        var there = dialogues.find(tx, left).orElseThrow();
        var now = MovedContact.find(tx, contact).orElseThrow();
        var taken = taken(tx, there.dialogue(), before.get(), now, by);
        waits.flatMap(name -> queue.giveUp(tx, left, name, Ended.Result.SWITCHED, at))
                .ifPresent(kept -> moves.keep(tx, left, kept));
        // Before its conversation is touched: whoever ends a contact locks that after it.
        if (before.get().isLeft() && (waits.isPresent() || !before.get().served())) {
            end(tx, left, waits.isPresent(), there, at);
        }
        contacts.goesOnWith(tx, contact, left);
        dialogues.replace(tx, contact, taken, version + 1, at);
        return true;
    }

    /** Its place, and whoever is asked for it, are locked before the dialogues are. */
    private Optional<QueueName> queueOf(Tx tx, ContactId left) {
        queue.hold(tx, List.of(left));
        return queue.queueOf(tx, left);
    }

    private static boolean standsThere(MovedContact left, Known by) {
        return left.ended().isEmpty()
                || left.ended().get().equals(LEFT)
                || (by == Known.BY_INBOX && left.served());
    }

    /** Whoever just answers it finds that it has gone on. */
    private void end(Tx tx, ContactId left, boolean waited, DialogueRows.Row there, Instant at) {
        dialogues.replace(tx, left, there.dialogue(), Fence.takenOver(there.version()), at);
        contacts.finish(
                tx, left, new Ended.Switched(waited), at, Optional.empty(), TopicSource.KEY);
    }

    private Dialogue taken(
            Tx tx, Dialogue dialogue, MovedContact before, MovedContact now, Known by) {
        return versions.apply(tx, dialogue.flowSha())
                .map(flow -> dialogue.takenUp(flow, hidden.of(flow, dialogue, before, now, by)))
                .orElse(dialogue);
    }

    /** Who a contact is with, as its row has it. */
    public Optional<CustomerId> customer(Tx tx, ContactId contact) {
        return MovedContact.find(tx, contact).flatMap(MovedContact::customer);
    }

    /** What a contact is spoken to in; empty: it has no dialogue. */
    public Optional<Language> language(Tx tx, ContactId contact) {
        return dialogue(tx, contact).map(Dialogue::language);
    }

    /** Where a contact is in its flow; empty: it has no dialogue. */
    public Optional<Dialogue> dialogue(Tx tx, ContactId contact) {
        return dialogues.find(tx, contact).map(row -> row.dialogue());
    }

    /** Whether the contact is a call. */
    public boolean isSpoken(Tx tx, ContactId contact) {
        return MovedContact.find(tx, contact)
                .map(MovedContact::channel)
                .filter(Channel::isSpoken)
                .isPresent();
    }

    /** Whether who is there now is who came by that. */
    public boolean cameBy(Tx tx, ContactId contact, Handle handle) {
        return contacts.cameBy(tx, contact, handle);
    }

    /** Whether the contact is over. */
    public boolean isOver(Tx tx, ContactId contact) {
        return MovedContact.find(tx, contact).flatMap(MovedContact::ended).isPresent();
    }

    /**
     * A new contact begins after the node that this one stands at, which leads to another door.
     * This one ends; whoever serves it says so.
     *
     * @param by how it is known that the same person makes both
     * @throws SupersededException when it just went on as another
     */
    public void begin(
            Tx tx,
            ContactId left,
            ContactId contact,
            Arrival arrival,
            Dialogue dialogue,
            Known by,
            Instant at) {
        begin(tx, left, contact, arrival, dialogue, by, false, at);
    }

    /**
     * A new contact stands where one stands that waits for an agent, which ends; the place in the
     * queue is the new one's to enter with.
     *
     * @param of the queue that it waits in, and the new one is to
     * @throws SupersededException when it just went on as another, or does not stand anywhere
     */
    public Optional<Queue.Kept> takePlace(
            Tx tx,
            ContactId waiting,
            ContactId contact,
            Arrival arrival,
            QueueName of,
            Instant at) {
        var there = dialogues.find(tx, waiting).orElseThrow(SupersededException::new).dialogue();
        var kept = queue.giveUp(tx, waiting, of, Ended.Result.SWITCHED, at);
        begin(tx, waiting, contact, arrival, there, Known.BY_SECRET, true, at);
        kept.ifPresent(place -> moves.keep(tx, waiting, place));
        return kept;
    }

    private void begin(
            Tx tx,
            ContactId left,
            ContactId contact,
            Arrival arrival,
            Dialogue dialogue,
            Known by,
            boolean waited,
            Instant at) {
        var before = MovedContact.find(tx, left).orElseThrow(SupersededException::new);
        var customer = before.customer();
        contacts.begin(
                tx,
                Contact.inbound(
                        contact,
                        arrival.channel(),
                        arrival.handle(),
                        customer,
                        arrival.trust(),
                        at,
                        Optional.of(arrival.address())));
        if (!moves.claim(tx, left, contact, at)) {
            throw new SupersededException();
        }
        if (before.ended().filter(ABANDONED::equals).isPresent()) {
            queue.lost(tx, left).ifPresent(kept -> moves.keep(tx, left, kept));
        }
        var now = MovedContact.find(tx, contact).orElseThrow();
        var taken = taken(tx, dialogue, before, now, by);
        dialogues.insert(tx, contact, next(tx, taken), at);
        if (before.ended().isEmpty()) {
            contacts.finish(
                    tx, left, new Ended.Switched(waited), at, Optional.empty(), TopicSource.KEY);
        }
        contacts.goesOnWith(tx, contact, left);
    }

    private Dialogue next(Tx tx, Dialogue dialogue) {
        return versions.apply(tx, dialogue.flowSha())
                .flatMap(flow -> flow.node(dialogue.node()))
                .filter(Node.Switch.class::isInstance)
                .map(node -> dialogue.goingOnAt(((Node.Switch) node).next()))
                .orElse(dialogue);
    }
}
