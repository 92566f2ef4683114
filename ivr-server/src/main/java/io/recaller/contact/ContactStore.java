package io.recaller.contact;

import static io.recaller.db.generated.Tables.ASTERISK_LINK;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;

/** What happened on all channels, as it happens. Thread-safe; the caller owns the Tx. */
public final class ContactStore {
    /** Written out, so that the index is found. */
    private static final Field<String> SYSTEM =
            jsonbGetAttributeAsText(CONTACT.ADDRESS, DSL.inline(AddressJson.SYSTEM));

    private static final Condition GIVEN_AWAY =
            CONTACT.END_RESULT.eq(Ended.Result.RING_GROUP.slug());

    private final Supplier<UUID> ids;
    private final HandleStore handles;
    private final TopicStore topics;
    private final Consumer<Ended> ends;
    private final ConversationRows conversations = new ConversationRows();

    /**
     * A store over one schema.
     *
     * @param ids makes UUIDv7
     */
    public ContactStore(Supplier<UUID> ids, HandleStore handles, TopicStore topics) {
        this(ids, handles, topics, _ -> {});
    }

    /**
     * As {@link #ContactStore(Supplier, HandleStore, TopicStore)}.
     *
     * @param ends told of each end that this store has written, once it is committed: of all
     *     servers together of every end once
     */
    public ContactStore(
            Supplier<UUID> ids, HandleStore handles, TopicStore topics, Consumer<Ended> ends) {
        this.ids = ids;
        this.handles = handles;
        this.topics = topics;
        this.ends = ends;
    }

    /**
     * Writes a contact down as it begins; an inbound interaction opens a conversation.
     *
     * @return false when it was there already: nothing was changed
     */
    public boolean begin(Tx tx, Contact contact) {
        return insertKey(tx, contact) && insert(tx, contact);
    }

    /** We know now who it is, and how surely; the conversation is theirs from now on too. */
    public void identify(
            Tx tx,
            ContactId contact,
            CustomerId customer,
            TrustTier trust,
            Optional<Instant> trustedUntil) {
        tx.dsl()
                .update(CONTACT)
                .set(CONTACT.CUSTOMER_ID, customer.value())
                .set(CONTACT.TRUST, Slug.of(trust))
                .set(CONTACT.TRUSTED_UNTIL, trustedUntil.orElse(null))
                .where(is(contact))
                .execute();
        conversations.identify(tx, contact, customer);
    }

    /**
     * What it is about, in the judgement of one source: a stronger source overwrites a weaker one,
     * the same one corrects itself. A topic the registry does not know goes under {@code other.*}.
     *
     * @return false when a stronger source has spoken
     */
    public boolean about(Tx tx, ContactId contact, Topic given, TopicSource source) {
        var topic = topics.accept(tx, given).topic();
        var changed =
                tx.dsl()
                        .update(CONTACT)
                        .set(CONTACT.TOPIC, topic.id())
                        .set(CONTACT.TOPIC_SOURCE, Slug.of(source))
                        .where(is(contact), mayBeCorrectedBy(source))
                        .execute();
        if (changed > 0) {
            conversations.about(tx, contact, topic);
        }
        return changed > 0;
    }

    /** What it is about as long as nothing else is known, not even what was chosen in a menu. */
    public void supposedlyAbout(Tx tx, ContactId contact, Topic topic) {
        if (tx.dsl().fetchExists(CONTACT, is(contact), CONTACT.TOPIC.isNull())) {
            about(tx, contact, topic, TopicSource.KEY);
        }
    }

    /** When it began; empty when there is no such contact. */
    public Optional<Instant> startedAt(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(CONTACT_KEY.STARTED_AT)
                .from(CONTACT_KEY)
                .where(CONTACT_KEY.CONTACT_ID.eq(contact.value()))
                .fetchOptional(CONTACT_KEY.STARTED_AT);
    }

    /** Whether an agent has talked. */
    public boolean wasServed(Tx tx, ContactId contact) {
        return tx.dsl().fetchExists(CONTACT, is(contact), CONTACT.SERVED_BY.isNotNull());
    }

    /**
     * The agent who talks. Who was taken for one that nobody served, because that was heard of
     * first, has been served; who ended it, and why, stays as it was told. The end was counted
     * already, and is not counted anew.
     */
    public void servedBy(Tx tx, ContactId contact, UUID agent) {
        tx.dsl()
                .update(CONTACT)
                .set(CONTACT.SERVED_BY, agent)
                .set(CONTACT.END_RESULT, served(CONTACT.END_RESULT, Ended.Result.SERVED.slug()))
                .set(
                        CONTACT.END_REASON,
                        served(CONTACT.END_REASON, Ended.Result.SERVED.endReason()))
                .set(CONTACT.END_PLACE, served(CONTACT.END_PLACE, Ended.Place.TALK.slug()))
                .where(is(contact))
                .execute();
    }

    private static Field<String> served(Field<String> now, String served) {
        return DSL.when(
                        CONTACT.END_RESULT.eq(DSL.inline(Ended.Result.ABANDONED.slug())),
                        DSL.inline(served))
                .otherwise(now);
    }

    /**
     * It is over. The first end counts, however often and from wherever it is told, and told again
     * without a topic nothing is written; a topic is taken as {@link #about} takes it. A completed
     * task closes the conversation.
     *
     * @param topic empty for what the caller's keys have told
     */
    public void finish(
            Tx tx,
            ContactId contact,
            Ended ended,
            Instant endedAt,
            Optional<Topic> topic,
            TopicSource source) {
        var first =
                tx.dsl()
                                .update(CONTACT)
                                .set(
                                        CONTACT.ENDED_AT,
                                        DSL.greatest(DSL.val(endedAt), CONTACT.STARTED_AT))
                                .set(CONTACT.END_REASON, ended.result().endReason())
                                .set(CONTACT.END_RESULT, ended.result().slug())
                                .set(CONTACT.END_BY, ended.by().slug())
                                .set(CONTACT.END_PLACE, ended.place().slug())
                                .set(CONTACT.END_WHY, ended.why().slug())
                                .where(is(contact), CONTACT.ENDED_AT.isNull())
                                .execute()
                        > 0;
        if (first) {
            tx.afterCommit(() -> ends.accept(ended));
        }
        if (topic.isPresent()) {
            about(tx, contact, topic.get(), source);
        } else if (first) {
            keyed(tx, contact).ifPresent(key -> about(tx, contact, key, TopicSource.KEY));
        }
        if (topic.isPresent() && source == TopicSource.TASK) {
            conversations.close(tx, contact, "task", endedAt);
        }
    }

    /**
     * It is of the same conversation as another, which it goes on with; the one that it had opened
     * for itself is no more.
     */
    public void goesOnWith(Tx tx, ContactId contact, ContactId other) {
        var own = conversation(tx, contact);
        var theirs = conversation(tx, other);
        if (theirs.isPresent() && !theirs.equals(own)) {
            tx.dsl()
                    .update(CONTACT)
                    .set(CONTACT.CONVERSATION_ID, theirs.get())
                    .where(is(contact))
                    .execute();
            own.ifPresent(id -> conversations.dropWhenEmpty(tx, id));
            startedAt(tx, contact).ifPresent(at -> conversations.goesOn(tx, theirs.get(), at));
        }
    }

    private static Optional<UUID> conversation(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(CONTACT.CONVERSATION_ID)
                .from(CONTACT)
                .where(is(contact), CONTACT.CONVERSATION_ID.isNotNull())
                .fetchOptional(CONTACT.CONVERSATION_ID);
    }

    /** Empty while it is not over. */
    public Optional<String> endReason(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(CONTACT.END_REASON)
                .from(CONTACT)
                .where(is(contact), CONTACT.ENDED_AT.isNotNull())
                .fetchOptional(CONTACT.END_REASON);
    }

    private static Optional<Topic> keyed(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(DIALOGUE.TOPIC)
                .from(DIALOGUE)
                .where(DIALOGUE.CONTACT_ID.eq(contact.value()), DIALOGUE.TOPIC.isNotNull())
                .fetchOptional(row -> new Topic(row.value1()));
    }

    /** The caller of a contact that we gave to the ring group was in it until then. */
    public void stayedInRingGroup(Tx tx, ContactId contact, Instant until) {
        tx.dsl()
                .update(CONTACT)
                .set(CONTACT.ENDED_AT, until)
                .where(is(contact), GIVEN_AWAY, CONTACT.ENDED_AT.lt(until))
                .execute();
    }

    /** It is reached elsewhere by now: its caller was brought in by somebody else, for example. */
    public void moved(Tx tx, ContactId contact, Address address) {
        tx.dsl().update(CONTACT).set(CONTACT.ADDRESS, json(address)).where(is(contact)).execute();
    }

    /** Where it is reached; empty: nowhere that is known. */
    public Optional<Address> address(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(CONTACT.ADDRESS)
                .from(CONTACT)
                .where(is(contact), CONTACT.ADDRESS.isNotNull())
                .fetchOptional(row -> AddressJson.read(row.value1().data()));
    }

    /**
     * The calls on one Asterisk that are not over in the rows.
     *
     * @param asteriskSystem as in {@link Address.Call#system()}
     */
    public List<Open> openCalls(Tx tx, String asteriskSystem) {
        return tx.dsl()
                .select(CONTACT.ID, CONTACT.STARTED_AT, CONTACT.ADDRESS)
                .from(CONTACT)
                .where(
                        CONTACT.ADDRESS.isNotNull(),
                        SYSTEM.eq(asteriskSystem),
                        CONTACT.ENDED_AT.isNull())
                .fetch(row ->
                        new Open(
                                new ContactId(row.value1()),
                                row.value2(),
                                AddressJson.read(row.value3().data())));
    }

    /**
     * Open calls of an Asterisk that no server is linked to, and nobody can ask.
     *
     * @param before what began later is left out
     */
    public List<ContactId> outOfSight(Tx tx, Instant before, Instant now) {
        return tx.dsl()
                .select(CONTACT.ID)
                .from(CONTACT)
                .where(
                        CONTACT.ADDRESS.isNotNull(),
                        SYSTEM.isNotNull(),
                        CONTACT.ENDED_AT.isNull(),
                        CONTACT.STARTED_AT.lt(before),
                        notExists(
                                selectOne()
                                        .from(ASTERISK_LINK)
                                        .where(
                                                ASTERISK_LINK.ASTERISK_SYSTEM.eq(SYSTEM),
                                                ASTERISK_LINK.LEASE_UNTIL.gt(now))))
                .fetch(row -> new ContactId(row.value1()));
    }

    /** The newest calls on one Asterisk that were given to the ring group. */
    public List<ContactId> givenToRingGroup(Tx tx, String asteriskSystem, Instant since, int most) {
        return tx.dsl()
                .select(CONTACT.ID)
                .from(CONTACT)
                .where(SYSTEM.eq(asteriskSystem), GIVEN_AWAY, CONTACT.STARTED_AT.ge(since))
                .orderBy(CONTACT.STARTED_AT.desc())
                .limit(most)
                .fetch(row -> new ContactId(row.value1()));
    }

    /** A contact that is not over, and where it is reached. */
    public record Open(ContactId id, Instant startedAt, Address address) {}

    /** Another may be speaking by now: nothing is proved of them. */
    public void doubt(Tx tx, ContactId contact) {
        var unproved = Slug.of(TrustTier.CLAIMED);
        tx.dsl()
                .update(CONTACT)
                .set(CONTACT.TRUST, unproved)
                .setNull(CONTACT.TRUSTED_UNTIL)
                .where(is(contact), CONTACT.TRUST.notIn(Slug.of(TrustTier.UNKNOWN), unproved))
                .execute();
    }

    /** Whether this is the handle it came by. */
    public boolean cameBy(Tx tx, ContactId contact, Handle handle) {
        return tx.dsl()
                .fetchExists(CONTACT, is(contact), CONTACT.HANDLE_ID.eq(handles.idOf(tx, handle)));
    }

    /**
     * It is another's from now on, of whom no more is known than the number they came by.
     *
     * @param handle empty: nothing at all is known of them
     */
    public void passTo(
            Tx tx, ContactId contact, Optional<Handle> handle, Optional<CustomerId> customer) {
        var trust = handle.isPresent() ? TrustTier.CLAIMED : TrustTier.UNKNOWN;
        tx.dsl()
                .update(CONTACT)
                .set(CONTACT.HANDLE_ID, handle.map(h -> handles.idOf(tx, h)).orElse(null))
                .set(CONTACT.CUSTOMER_ID, customer.map(CustomerId::value).orElse(null))
                .set(CONTACT.TRUST, Slug.of(trust))
                .setNull(CONTACT.TRUSTED_UNTIL)
                .where(is(contact))
                .execute();
    }

    /** The agent's word on what it was and what came of it; closes the conversation. */
    public void dispose(Tx tx, ContactId contact, String disposition, Topic topic, Instant now) {
        tx.dsl().update(CONTACT).set(CONTACT.DISPOSITION, disposition).where(is(contact)).execute();
        about(tx, contact, topic, TopicSource.DISPOSITION);
        conversations.close(tx, contact, "disposition", now);
    }

    /** Whether the key is new; waits for a transaction that is just writing the same one. */
    private static boolean insertKey(Tx tx, Contact contact) {
        return tx.dsl()
                        .insertInto(CONTACT_KEY)
                        .set(CONTACT_KEY.CONTACT_ID, contact.id().value())
                        .set(CONTACT_KEY.SOURCE, contact.source())
                        .set(CONTACT_KEY.EXTERNAL_ID, contact.externalId())
                        .set(CONTACT_KEY.STARTED_AT, contact.startedAt())
                        .onConflictDoNothing()
                        .execute()
                > 0;
    }

    /** The contact of a key that is there; opens its conversation if it has to have one. */
    private boolean insert(Tx tx, Contact contact) {
        var matter = ownConversation(contact);
        matter.ifPresent(id -> conversations.open(tx, id, contact.customer(), contact.startedAt()));
        tx.dsl()
                .insertInto(CONTACT)
                .set(CONTACT.ID, contact.id().value())
                .set(CONTACT.STARTED_AT, contact.startedAt())
                .set(CONTACT.SOURCE, contact.source())
                .set(CONTACT.EXTERNAL_ID, contact.externalId())
                .set(CONTACT.NATURE, Slug.of(contact.nature()))
                .set(CONTACT.CHANNEL, Slug.of(contact.channel()))
                .set(CONTACT.DIRECTION, Slug.of(contact.direction()))
                .set(CONTACT.HANDLE_ID, contact.handle().map(h -> handles.idOf(tx, h)).orElse(null))
                .set(CONTACT.CUSTOMER_ID, contact.customer().map(CustomerId::value).orElse(null))
                .set(CONTACT.CONVERSATION_ID, matter.orElse(null))
                .set(CONTACT.TRUST, Slug.of(contact.trust()))
                .set(CONTACT.ADDRESS, contact.address().map(ContactStore::json).orElse(null))
                .execute();
        return true;
    }

    private static JSONB json(Address address) {
        return JSONB.valueOf(AddressJson.write(address).toString());
    }

    private Optional<UUID> ownConversation(Contact contact) {
        return contact.opensConversation() ? Optional.of(ids.get()) : Optional.empty();
    }

    /** The key tells the month, so that one partition is looked into. */
    public static Condition is(ContactId contact) {
        var started =
                DSL.select(CONTACT_KEY.STARTED_AT)
                        .from(CONTACT_KEY)
                        .where(CONTACT_KEY.CONTACT_ID.eq(contact.value()));
        return CONTACT.ID.eq(contact.value()).and(CONTACT.STARTED_AT.eq(started));
    }

    private static Condition mayBeCorrectedBy(TopicSource source) {
        List<String> notStronger =
                Arrays.stream(TopicSource.values())
                        .filter(other -> other.compareTo(source) <= 0)
                        .map(Slug::of)
                        .toList();
        return CONTACT.TOPIC_SOURCE.isNull().or(CONTACT.TOPIC_SOURCE.in(notStronger));
    }
}
