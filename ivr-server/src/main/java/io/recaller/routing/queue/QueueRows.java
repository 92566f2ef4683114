package io.recaller.routing.queue;

import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.row;

import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.WaitingContactRecord;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.step.QueueName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** The queue's rows: an entry for each time a contact waited, of each contact one open at most. */
public final class QueueRows {
    /** By the caller, or by us; who only went on elsewhere is not among them. */
    private static final List<String> GIVEN_UP =
            List.of(WaitOutcome.ABANDONED.row(), WaitOutcome.RING_GROUP.row());

    private final EntryRow entries = new EntryRow();

    /**
     * A place in the queue.
     *
     * @param inQueueSince when it came into its queue, if that was later than it joined
     */
    void insert(Tx tx, WaitingContact entry, Optional<Instant> inQueueSince) {
        var row = tx.dsl().newRecord(WAITING_CONTACT);
        EntryRow.write(row, entry);
        inQueueSince.ifPresent(row::setInQueueSince);
        row.insert();
    }

    /**
     * The contact's open entry, if it has one, and whoever else asks waits until the transaction
     * ends. The key is locked first: an entry that is made meanwhile could not be. It is locked as
     * an update would, so that rows that refer to it can still be written.
     */
    Optional<WaitingContact> lock(Tx tx, ContactId contact) {
        var _ =
                tx.dsl()
                        .select(CONTACT_KEY.CONTACT_ID)
                        .from(CONTACT_KEY)
                        .where(CONTACT_KEY.CONTACT_ID.eq(contact.value()))
                        .forNoKeyUpdate()
                        .fetchOne();
        return entry(
                tx.dsl()
                        .selectFrom(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()), isOpen())
                        .forUpdate()
                        .fetchOne());
    }

    /** As above, of several, in one order. */
    void lock(Tx tx, Collection<ContactId> contacts) {
        var ids = contacts.stream().map(ContactId::value).toArray(UUID[]::new);
        var _ =
                tx.dsl()
                        .select(CONTACT_KEY.CONTACT_ID)
                        .from(CONTACT_KEY)
                        .where(CONTACT_KEY.CONTACT_ID.eq(any(ids)))
                        .orderBy(CONTACT_KEY.CONTACT_ID)
                        .forNoKeyUpdate()
                        .fetch();
        var _ =
                tx.dsl()
                        .select(WAITING_CONTACT.ID)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(any(ids)), isOpen())
                        .orderBy(WAITING_CONTACT.CONTACT_ID)
                        .forUpdate()
                        .fetch();
    }

    /**
     * As {@link #lock(Tx, ContactId)}, and waits for nobody.
     *
     * @return false: somebody else has it
     */
    boolean lockAtOnce(Tx tx, ContactId contact) {
        var key =
                tx.dsl()
                        .select(CONTACT_KEY.CONTACT_ID)
                        .from(CONTACT_KEY)
                        .where(CONTACT_KEY.CONTACT_ID.eq(contact.value()))
                        .forNoKeyUpdate()
                        .skipLocked()
                        .fetch();
        var place =
                tx.dsl()
                        .select(WAITING_CONTACT.ID)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()), isOpen())
                        .forUpdate()
                        .skipLocked()
                        .fetch();
        return key.isNotEmpty() && (place.isNotEmpty() || open(tx, contact).isEmpty());
    }

    /** As above, of a contact whose place is locked already. */
    Optional<WaitingContact> open(Tx tx, ContactId contact) {
        return entry(
                tx.dsl()
                        .selectFrom(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()), isOpen())
                        .fetchOne());
    }

    /** Of any entry; empty: since it joined. */
    Optional<Instant> inQueueSince(Tx tx, EntryId entry) {
        return tx.dsl()
                .select(WAITING_CONTACT.IN_QUEUE_SINCE)
                .from(WAITING_CONTACT)
                .where(WAITING_CONTACT.ID.eq(entry.value()))
                .fetchOptional(WAITING_CONTACT.IN_QUEUE_SINCE);
    }

    /**
     * Where a contact stands, by the index of turns: the queue is not read.
     *
     * @param ahead who is served before it, of its queue
     */
    record Standing(WaitingContact entry, Instant inQueueSince, boolean isOffered, int ahead) {}

    Optional<Standing> standing(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(WAITING_CONTACT)
                .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()), isOpen())
                .fetchOptional(row ->
                        new Standing(
                                entries.read(row),
                                Objects.requireNonNullElse(
                                        row.getInQueueSince(), row.getEnteredAt()),
                                QueueState.ofRow(row.getState()) == QueueState.OFFERED,
                                ahead(tx, row)));
    }

    Optional<Queue.Stay> stay(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(WAITING_CONTACT)
                .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()), isOpen())
                .fetchOptional(row ->
                        new Queue.Stay(
                                new QueueName(row.getQueue()),
                                Objects.requireNonNullElse(
                                        row.getInQueueSince(), row.getEnteredAt()),
                                QueueState.ofRow(row.getState()) == QueueState.OFFERED));
    }

    private static int ahead(Tx tx, WaitingContactRecord of) {
        return tx.dsl()
                .fetchCount(
                        WAITING_CONTACT,
                        isOpen(),
                        WAITING_CONTACT.QUEUE.eq(of.getQueue()),
                        row(WAITING_CONTACT.TURN_AT, WAITING_CONTACT.CONTACT_ID)
                                .lessThan(of.getTurnAt(), of.getContactId()));
    }

    /** Whether its customer hung up to be called back; never null. */
    public static Condition isCallback() {
        return isMarked(AddressJson.CALLBACK);
    }

    /** Whether its customer left a message; never null. */
    public static Condition isVoicemail() {
        return isMarked(AddressJson.VOICEMAIL);
    }

    private static Condition isMarked(String mark) {
        return coalesce(
                        jsonbGetAttributeAsText(WAITING_CONTACT.ADDRESS, inline(mark)),
                        inline("false"))
                .eq(inline("true"));
    }

    /** The contact's newest entry, open or not. */
    Optional<WaitingContact> latest(Tx tx, ContactId contact) {
        return entry(
                tx.dsl()
                        .selectFrom(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .orderBy(
                                WAITING_CONTACT.LEFT_AT.desc().nullsFirst(),
                                WAITING_CONTACT.ID.desc())
                        .limit(1)
                        .fetchOne());
    }

    /** The contact's newest entry, if its wait was given up unanswered. */
    Optional<EntryId> left(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(WAITING_CONTACT.ID, WAITING_CONTACT.OUTCOME)
                .from(WAITING_CONTACT)
                .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                .orderBy(WAITING_CONTACT.LEFT_AT.desc().nullsFirst(), WAITING_CONTACT.ID.desc())
                .limit(1)
                .fetchOptional()
                .filter(row -> row.value2() != null && GIVEN_UP.contains(row.value2()))
                .map(row -> new EntryId(row.value1()));
    }

    boolean isOutSince(Tx tx, ContactId contact, Instant moment) {
        return tx.dsl()
                .fetchExists(
                        WAITING_CONTACT,
                        WAITING_CONTACT.CONTACT_ID.eq(contact.value()),
                        WAITING_CONTACT.LEFT_AT.gt(moment));
    }

    static UUID[] ids(Collection<EntryId> entries) {
        return entries.stream().map(EntryId::value).toArray(UUID[]::new);
    }

    /** Locks those that still wait and that nobody else holds; the others are missing at once. */
    Set<EntryId> claim(Tx tx, Collection<EntryId> entries) {
        return tx
                .dsl()
                .select(WAITING_CONTACT.ID)
                .from(WAITING_CONTACT)
                .where(
                        WAITING_CONTACT.ID.eq(any(ids(entries))),
                        WAITING_CONTACT.STATE.eq(QueueState.WAITING.row()))
                .forUpdate()
                .skipLocked()
                .fetch()
                .stream()
                .map(row -> new EntryId(row.value1()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Changes the state of an open entry that is locked; place and age stay. */
    void move(Tx tx, EntryId entry, QueueState to) {
        write(tx, entry, to, null, null);
    }

    /** Ends a wait, or says otherwise how an ended one did. */
    void close(Tx tx, EntryId entry, WaitOutcome how, Instant at) {
        write(
                tx,
                entry,
                how == WaitOutcome.ANSWERED ? QueueState.ANSWERED : QueueState.LEFT,
                how.row(),
                at);
    }

    /** Another entry goes on with this wait, which is over. */
    void goesOn(Tx tx, EntryId entry) {
        tx.dsl()
                .update(WAITING_CONTACT)
                .set(WAITING_CONTACT.OUTCOME, WaitOutcome.REQUEUED.row())
                .where(WAITING_CONTACT.ID.eq(entry.value()), WAITING_CONTACT.LEFT_AT.isNotNull())
                .execute();
    }

    void prioritise(Tx tx, WaitingContact entry) {
        tx.dsl()
                .update(WAITING_CONTACT)
                .set(WAITING_CONTACT.PRIORITY, entry.priority())
                .set(WAITING_CONTACT.TURN_AT, entry.turnAt())
                .set(WAITING_CONTACT.VERSION, WAITING_CONTACT.VERSION.plus(1))
                .where(WAITING_CONTACT.ID.eq(entry.id().value()))
                .execute();
    }

    /**
     * A wait of a contact.
     *
     * @param outcome empty: it goes on
     * @param leftAt empty: it goes on
     */
    public record Past(Optional<WaitOutcome> outcome, Optional<Instant> leftAt) {}

    Optional<Past> past(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(WAITING_CONTACT.OUTCOME, WAITING_CONTACT.LEFT_AT)
                .from(WAITING_CONTACT)
                .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                .orderBy(WAITING_CONTACT.LEFT_AT.desc().nullsFirst(), WAITING_CONTACT.ID.desc())
                .limit(1)
                .fetchOptional(row ->
                        new Past(
                                Optional.ofNullable(row.value1()).map(WaitOutcome::ofRow),
                                Optional.ofNullable(row.value2())));
    }

    private static void write(
            Tx tx,
            EntryId entry,
            QueueState to,
            @Nullable String outcome,
            @Nullable Instant leftAt) {
        tx.dsl()
                .update(WAITING_CONTACT)
                .set(WAITING_CONTACT.STATE, to.row())
                .set(WAITING_CONTACT.OUTCOME, outcome)
                .set(WAITING_CONTACT.LEFT_AT, leftAt)
                .set(WAITING_CONTACT.VERSION, WAITING_CONTACT.VERSION.plus(1))
                .where(WAITING_CONTACT.ID.eq(entry.value()))
                .execute();
    }

    void moved(Tx tx, ContactId contact, Address address) {
        tx.dsl()
                .update(WAITING_CONTACT)
                .set(WAITING_CONTACT.ADDRESS, EntryRow.json(address))
                .set(WAITING_CONTACT.VERSION, WAITING_CONTACT.VERSION.plus(1))
                .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()), isOpen())
                .execute();
    }

    /** In these words the index is found: the history of the queue grows for ever. */
    static Condition isOpen() {
        return WAITING_CONTACT.LEFT_AT.isNull();
    }

    private Optional<WaitingContact> entry(@Nullable WaitingContactRecord row) {
        return Optional.ofNullable(row).map(entries::read);
    }
}
