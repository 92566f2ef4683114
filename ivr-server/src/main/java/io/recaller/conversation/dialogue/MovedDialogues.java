package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.MOVED_CONTACT;

import io.recaller.agent.AgentId;
import io.recaller.contact.Channel;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.TopicSource;
import io.recaller.customer.Access;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.Merges;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.db.Tx;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Dialogue;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
    private final FieldCatalogue catalogue;
    private final BiFunction<Tx, String, Optional<Flow>> versions;
    private final DialogueRows dialogues = new DialogueRows();
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
        this.catalogue = catalogue;
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

    /** What must be known of a contact here. */
    private record Standing(
            Optional<CustomerId> customer,
            Optional<UUID> handle,
            TrustTier trust,
            Channel channel,
            Optional<String> ended,
            boolean served) {
        boolean isOnTheLine() {
            return channel.isSpoken() && ended.isEmpty();
        }

        /** Where nobody is once they are elsewhere. */
        boolean isLeft() {
            return ended.isEmpty() && !channel.isSpoken();
        }
    }

    /**
     * What whoever makes this contact left on another channel since then, the latest: it waits for
     * their answer or for an agent, is with one, or is a call that was hung up in the flow.
     */
    public Optional<ContactId> leftOff(Tx tx, ContactId contact, Instant since, Instant now) {
        return standing(tx, contact).flatMap(here -> leftOff(tx, contact, here, since, now));
    }

    private static Optional<ContactId> leftOff(
            Tx tx, ContactId contact, Standing here, Instant since, Instant now) {
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
    private static Condition isTheirs(Standing here) {
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
        var before = standing(tx, left).filter(each -> standsThere(each, by));
        var waits = before.filter(each -> !each.isOnTheLine()).flatMap(_ -> queueOf(tx, left));
        if (before.isEmpty() || !claim(tx, left, contact, at)) {
            return false;
        }
        dialogues.holdBoth(tx, left, contact);
        dialogues.hold(tx, contact, version);
        var there = dialogues.find(tx, left).orElseThrow();
        var now = standing(tx, contact).orElseThrow();
        var taken = taken(tx, there.dialogue(), before.get(), now, by);
        waits.flatMap(name -> queue.giveUp(tx, left, name, Ended.Result.SWITCHED, at))
                .ifPresent(kept -> keep(tx, left, kept));
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

    private static boolean standsThere(Standing left, Known by) {
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

    private Dialogue taken(Tx tx, Dialogue dialogue, Standing before, Standing now, Known by) {
        return versions.apply(tx, dialogue.flowSha())
                .map(flow -> dialogue.takenUp(flow, hidden(flow, dialogue, before, now, by)))
                .orElse(dialogue);
    }

    /**
     * What was known or found belongs to who was trusted that much. What was typed is theirs who
     * have a secret of it; anybody else needs the trust that it takes to hear it as a known field.
     */
    private Set<String> hidden(
            Flow flow, Dialogue dialogue, Standing before, Standing now, Known by) {
        var hidden = new HashSet<String>();
        var isTheSame = before.customer().isPresent() && before.customer().equals(now.customer());
        if (!isTheSame || !now.trust().atLeast(before.trust())) {
            hidden.addAll(dialogue.found(flow));
        }
        if (by == Known.BY_SECRET) {
            return hidden;
        }
        if (by == Known.BY_INBOX || !now.trust().atLeast(before.trust())) {
            hidden.addAll(flow.collected());
            return hidden;
        }
        var access = new Access(now.trust());
        for (var field : flow.fields()) {
            if (keys(field)
                    .flatMap(key -> catalogue.find(key).stream())
                    .anyMatch(entry -> !access.mayHear(entry.tier()))) {
                hidden.add(field.name());
            }
        }
        return hidden;
    }

    private static Stream<String> keys(Field field) {
        return Stream.concat(
                field.save().stream(), field.prefill().map(Field.Prefill::key).stream());
    }

    /** Who a contact is with, as its row has it. */
    public Optional<CustomerId> customer(Tx tx, ContactId contact) {
        return standing(tx, contact).flatMap(Standing::customer);
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
        return standing(tx, contact).map(Standing::channel).filter(Channel::isSpoken).isPresent();
    }

    /** Whether who is there now is who came by that. */
    public boolean cameBy(Tx tx, ContactId contact, Handle handle) {
        return contacts.cameBy(tx, contact, handle);
    }

    /** Whether the contact is over. */
    public boolean isOver(Tx tx, ContactId contact) {
        return standing(tx, contact).flatMap(Standing::ended).isPresent();
    }

    /** Whether the contact went on as another. */
    public boolean wentOn(Tx tx, ContactId contact) {
        return tx.dsl().fetchExists(MOVED_CONTACT, MOVED_CONTACT.CONTACT_ID.eq(contact.value()));
    }

    /** As which other the contact went on. */
    public static Optional<ContactId> whereTo(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(MOVED_CONTACT.WENT_ON_AS)
                .from(MOVED_CONTACT)
                .where(MOVED_CONTACT.CONTACT_ID.eq(contact.value()))
                .fetchOptional(row -> new ContactId(row.value1()));
    }

    /** Whether just that contact goes on where the other stood. */
    public boolean wentOnAs(Tx tx, ContactId left, ContactId contact) {
        return tx.dsl()
                .fetchExists(
                        MOVED_CONTACT,
                        MOVED_CONTACT.CONTACT_ID.eq(left.value()),
                        MOVED_CONTACT.WENT_ON_AS.eq(contact.value()));
    }

    /** Whether the contact goes on, since then, where another stood. */
    public boolean cameSince(Tx tx, ContactId contact, Instant since) {
        return tx.dsl()
                .fetchExists(
                        MOVED_CONTACT,
                        MOVED_CONTACT.WENT_ON_AS.eq(contact.value()),
                        MOVED_CONTACT.AT.ge(since));
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
        kept.ifPresent(place -> keep(tx, waiting, place));
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
        var before = standing(tx, left).orElseThrow(SupersededException::new);
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
        if (!claim(tx, left, contact, at)) {
            throw new SupersededException();
        }
        if (before.ended().filter(ABANDONED::equals).isPresent()) {
            queue.lost(tx, left).ifPresent(kept -> keep(tx, left, kept));
        }
        var now = standing(tx, contact).orElseThrow();
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

    /** The place in the queue that a contact goes on with. */
    static Optional<Queue.Kept> place(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(MOVED_CONTACT.WAITED_SINCE, MOVED_CONTACT.PRIORITY)
                .from(MOVED_CONTACT)
                .where(
                        MOVED_CONTACT.WENT_ON_AS.eq(contact.value()),
                        MOVED_CONTACT.WAITED_SINCE.isNotNull())
                .orderBy(MOVED_CONTACT.WAITED_SINCE)
                .limit(1)
                .fetchOptional(row -> new Queue.Kept(row.value1(), row.value2()));
    }

    /** Who talks, or talked last, with them where the contact goes on from. */
    static Optional<AgentId> agent(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(CONTACT.SERVED_BY)
                .from(MOVED_CONTACT)
                .join(CONTACT)
                .on(CONTACT.ID.eq(MOVED_CONTACT.CONTACT_ID))
                .where(MOVED_CONTACT.WENT_ON_AS.eq(contact.value()), CONTACT.SERVED_BY.isNotNull())
                .orderBy(MOVED_CONTACT.AT.desc())
                .limit(1)
                .fetchOptional(row -> new AgentId(row.value1()));
    }

    private static boolean claim(Tx tx, ContactId left, ContactId contact, Instant at) {
        return tx.dsl()
                        .insertInto(MOVED_CONTACT)
                        .set(MOVED_CONTACT.CONTACT_ID, left.value())
                        .set(MOVED_CONTACT.WENT_ON_AS, contact.value())
                        .set(MOVED_CONTACT.AT, at)
                        .onConflictDoNothing()
                        .execute()
                > 0;
    }

    private static void keep(Tx tx, ContactId left, Queue.Kept kept) {
        tx.dsl()
                .update(MOVED_CONTACT)
                .set(MOVED_CONTACT.WAITED_SINCE, kept.enteredAt())
                .set(MOVED_CONTACT.PRIORITY, kept.priority())
                .where(MOVED_CONTACT.CONTACT_ID.eq(left.value()))
                .execute();
    }

    private static Optional<Standing> standing(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(
                        CONTACT.CUSTOMER_ID,
                        CONTACT.HANDLE_ID,
                        CONTACT.TRUST,
                        CONTACT.CHANNEL,
                        CONTACT.ENDED_AT,
                        CONTACT.END_RESULT,
                        CONTACT.SERVED_BY)
                .from(CONTACT)
                .where(CONTACT.ID.eq(contact.value()))
                .fetchOptional(row ->
                        new Standing(
                                Optional.ofNullable(row.value1()).map(CustomerId::new),
                                Optional.ofNullable(row.value2()),
                                TrustTier.valueOf(row.value3().toUpperCase(Locale.ROOT)),
                                Channel.valueOf(row.value4().toUpperCase(Locale.ROOT)),
                                Optional.ofNullable(row.value5())
                                        .map(_ -> Optional.ofNullable(row.value6()).orElse("")),
                                row.value7() != null));
    }
}
