package io.recaller.customer;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONVERSATION;
import static io.recaller.db.generated.Tables.HANDLE_CLAIM;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;

import io.recaller.db.Tx;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.impl.DSL;

/** Which contacts that proved nothing said whose a handle is, and what they brought. */
final class ClaimRows {

    void add(Tx tx, CustomerId customer, UUID handle, UUID contact) {
        tx.dsl()
                .insertInto(HANDLE_CLAIM)
                .set(HANDLE_CLAIM.CUSTOMER_ID, customer.value())
                .set(HANDLE_CLAIM.HANDLE_ID, handle)
                .set(HANDLE_CLAIM.CONTACT_ID, contact)
                .onConflictDoNothing()
                .execute();
    }

    /** Forgets who said that a handle is the customer's; who it was. */
    Set<UUID> forget(Tx tx, CustomerId customer, UUID handle) {
        var said = HANDLE_CLAIM.CUSTOMER_ID.in(Merges.familyOf(customer));
        return tx.dsl()
                .deleteFrom(HANDLE_CLAIM)
                .where(said, HANDLE_CLAIM.HANDLE_ID.eq(handle))
                .returning(HANDLE_CLAIM.CONTACT_ID)
                .fetchSet(HANDLE_CLAIM.CONTACT_ID);
    }

    /** The customer's contacts that came by a handle. */
    Set<UUID> cameBy(Tx tx, CustomerId customer, UUID handle) {
        return tx.dsl()
                .select(CONTACT.ID)
                .from(CONTACT)
                .where(CONTACT.HANDLE_ID.eq(handle))
                .and(CONTACT.CUSTOMER_ID.in(Merges.familyOf(customer)))
                .fetchSet(CONTACT.ID);
    }

    /**
     * These contacts are not the customer's, and what was given in them is forgotten; those that
     * proved who they are stay.
     */
    void part(Tx tx, CustomerId customer, Collection<UUID> contacts) {
        var parted =
                tx.dsl()
                        .update(CONTACT)
                        .setNull(CONTACT.CUSTOMER_ID)
                        .where(CONTACT.ID.in(contacts))
                        .and(CONTACT.CUSTOMER_ID.in(Merges.familyOf(customer)))
                        .and(CONTACT.TRUST.ne(TrustTiers.slug(TrustTier.VERIFIED)))
                        .returning(CONTACT.ID, CONTACT.CONVERSATION_ID)
                        .fetch();
        tx.dsl()
                .deleteFrom(KNOWN_FIELD)
                .where(KNOWN_FIELD.CONTACT_ID.in(parted.getValues(CONTACT.ID)))
                .and(KNOWN_FIELD.CUSTOMER_ID.in(Merges.familyOf(customer)))
                .execute();
        leave(tx, customer, parted.getValues(CONTACT.CONVERSATION_ID));
    }

    /** Conversations in which nobody else speaks for the customer. */
    private static void leave(Tx tx, CustomerId customer, List<UUID> conversations) {
        tx.dsl()
                .update(CONVERSATION)
                .setNull(CONVERSATION.CUSTOMER_ID)
                .where(CONVERSATION.ID.in(new HashSet<>(conversations)))
                .and(CONVERSATION.CUSTOMER_ID.in(Merges.familyOf(customer)))
                .andNotExists(
                        DSL.selectOne()
                                .from(CONTACT)
                                .where(CONTACT.CONVERSATION_ID.eq(CONVERSATION.ID))
                                .and(CONTACT.CUSTOMER_ID.in(Merges.familyOf(customer))))
                .execute();
    }
}
