package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.MOVED_CONTACT;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.routing.queue.Queue;
import java.time.Instant;
import java.util.Optional;

/** The rows that say which contact went on as which, once. Stateless; the caller owns the Tx. */
public final class MovedRows {
    /** Whether the contact went on as another. */
    public boolean wentOn(Tx tx, ContactId contact) {
        return tx.dsl().fetchExists(MOVED_CONTACT, MOVED_CONTACT.CONTACT_ID.eq(contact.value()));
    }

    /** As which other the contact went on. */
    public Optional<ContactId> whereTo(Tx tx, ContactId contact) {
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

    /** The place in the queue that a contact goes on with. */
    Optional<Queue.Kept> place(Tx tx, ContactId contact) {
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
    Optional<AgentId> agent(Tx tx, ContactId contact) {
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

    /**
     * The contact goes on as the other from now on.
     *
     * @return false: it went on as another before
     */
    boolean claim(Tx tx, ContactId left, ContactId contact, Instant at) {
        return tx.dsl()
                        .insertInto(MOVED_CONTACT)
                        .set(MOVED_CONTACT.CONTACT_ID, left.value())
                        .set(MOVED_CONTACT.WENT_ON_AS, contact.value())
                        .set(MOVED_CONTACT.AT, at)
                        .onConflictDoNothing()
                        .execute()
                > 0;
    }

    /** With this place in the queue it goes on. */
    void keep(Tx tx, ContactId left, Queue.Kept kept) {
        tx.dsl()
                .update(MOVED_CONTACT)
                .set(MOVED_CONTACT.WAITED_SINCE, kept.enteredAt())
                .set(MOVED_CONTACT.PRIORITY, kept.priority())
                .where(MOVED_CONTACT.CONTACT_ID.eq(left.value()))
                .execute();
    }
}
