package io.recaller.routing;

import static io.recaller.db.generated.Tables.WAITING_CONTACT;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.WaitingContactRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of the queue. */
final class QueueStore {
    /** A contact with its place, as locked. */
    record Place(WaitingContact contact, QueueState state) {}

    /**
     * Enters the queue; a contact that left it may enter again, one that is in it keeps its place.
     */
    void enter(Tx tx, WaitingContact entering) {
        var row = tx.dsl().newRecord(WAITING_CONTACT);
        row.setContactId(entering.contact().value());
        row.setChannel(entering.channel().slug());
        row.setRequirement(Requirements.toJson(entering.requirement()));
        row.setPriority(entering.priority());
        row.setEnteredAt(entering.enteredAt());
        row.setCallerChannel(entering.callerChannel());
        row.setAsteriskSystem(entering.asteriskSystem().orElse(null));
        row.setState(QueueState.WAITING.row());
        tx.dsl()
                .insertInto(WAITING_CONTACT)
                .set(row)
                .onConflict(WAITING_CONTACT.CONTACT_ID)
                .doUpdate()
                .set(row)
                .set(WAITING_CONTACT.LEFT_AT, (Instant) null)
                .set(WAITING_CONTACT.VERSION, WAITING_CONTACT.VERSION.plus(1))
                .where(WAITING_CONTACT.STATE.in(QueueState.ANSWERED.row(), QueueState.LEFT.row()))
                .execute();
    }

    /** Everybody who waits and is not being offered, in turn. */
    List<WaitingContact> waiting(Tx tx) {
        return tx.dsl()
                .selectFrom(WAITING_CONTACT)
                .where(WAITING_CONTACT.STATE.eq(QueueState.WAITING.row()))
                .orderBy(WAITING_CONTACT.PRIORITY.desc(), WAITING_CONTACT.ENTERED_AT)
                .fetch(QueueStore::contact);
    }

    /** Everybody in the queue, offered or not. */
    List<WaitingContact> inQueue(Tx tx) {
        return tx.dsl()
                .selectFrom(WAITING_CONTACT)
                .where(WAITING_CONTACT.LEFT_AT.isNull())
                .orderBy(WAITING_CONTACT.PRIORITY.desc(), WAITING_CONTACT.ENTERED_AT)
                .fetch(QueueStore::contact);
    }

    /** Holds the row until the transaction ends. */
    Optional<Place> lock(Tx tx, ContactId contact) {
        return place(
                tx.dsl()
                        .selectFrom(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .forUpdate()
                        .fetchOne());
    }

    /** As {@link #lock}, for a contact still waiting that nobody else holds; else empty at once. */
    Optional<Place> claim(Tx tx, ContactId contact) {
        return place(
                tx.dsl()
                        .selectFrom(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .and(WAITING_CONTACT.STATE.eq(QueueState.WAITING.row()))
                        .forUpdate()
                        .skipLocked()
                        .fetchOne());
    }

    /** Changes the state of a row that is locked; place and age stay. */
    void move(Tx tx, ContactId contact, QueueState to, Instant at) {
        var left =
                switch (to) {
                    case WAITING, OFFERED -> null;
                    case ANSWERED, LEFT -> at;
                };
        tx.dsl()
                .update(WAITING_CONTACT)
                .set(WAITING_CONTACT.STATE, to.row())
                .set(WAITING_CONTACT.LEFT_AT, left)
                .set(WAITING_CONTACT.VERSION, WAITING_CONTACT.VERSION.plus(1))
                .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                .execute();
    }

    void moved(Tx tx, ContactId contact, String callerChannel) {
        tx.dsl()
                .update(WAITING_CONTACT)
                .set(WAITING_CONTACT.CALLER_CHANNEL, callerChannel)
                .where(
                        WAITING_CONTACT.CONTACT_ID.eq(contact.value()),
                        WAITING_CONTACT.LEFT_AT.isNull(),
                        WAITING_CONTACT.CALLER_CHANNEL.isDistinctFrom(callerChannel))
                .execute();
    }

    private static Optional<Place> place(@Nullable WaitingContactRecord row) {
        return Optional.ofNullable(row)
                .map(found -> new Place(contact(found), QueueState.ofRow(found.getState())));
    }

    private static WaitingContact contact(WaitingContactRecord row) {
        return new WaitingContact(
                new ContactId(row.getContactId()),
                Channel.valueOf(row.getChannel().toUpperCase(Locale.ROOT)),
                Requirements.ofJson(row.getRequirement()),
                row.getPriority(),
                row.getEnteredAt(),
                row.getCallerChannel(),
                Optional.ofNullable(row.getAsteriskSystem()));
    }
}
