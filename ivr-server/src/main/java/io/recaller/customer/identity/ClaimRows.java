package io.recaller.customer.identity;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.CONVERSATION;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.HANDLE_CLAIM;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.Merges;
import io.recaller.customer.TrustTier;
import io.recaller.customer.TrustTiers;
import io.recaller.customer.UsedHandles;
import io.recaller.customer.field.GivenFields;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Which contacts that proved nothing said whose a handle is, and what they brought. */
final class ClaimRows {
    /** Thousands may name one number. */
    private static final int MOST = 100;

    private static final String UNKNOWN = TrustTiers.slug(TrustTier.UNKNOWN);
    private static final String CLAIMED = TrustTiers.slug(TrustTier.CLAIMED);

    /** The newest contacts of nobody that named one of these handles. */
    List<Links.Claim> nobodys(Tx tx, Collection<UUID> handleIds) {
        return tx.dsl()
                .select(HANDLE.KIND, HANDLE.VALUE, CONTACT_KEY.CONTACT_ID, CONTACT_KEY.STARTED_AT)
                .from(HANDLE_CLAIM)
                .join(HANDLE)
                .on(HANDLE.ID.eq(HANDLE_CLAIM.HANDLE_ID))
                .join(CONTACT_KEY)
                .on(CONTACT_KEY.CONTACT_ID.eq(HANDLE_CLAIM.CONTACT_ID))
                .where(HANDLE_CLAIM.HANDLE_ID.in(handleIds), HANDLE_CLAIM.CUSTOMER_ID.isNull())
                .orderBy(CONTACT_KEY.STARTED_AT.desc(), HANDLE.VALUE)
                .limit(MOST)
                .fetch(row ->
                        new Links.Claim(
                                Optional.empty(),
                                new Handle(UsedHandles.kind(row.value1()), row.value2()),
                                TrustTier.UNKNOWN,
                                Optional.of(row.value3()),
                                row.value4()));
    }

    /**
     * A contact that was nobody's is this customer's, with what it claimed and what was given in
     * it: as good as what they tell without a proof.
     *
     * @return false when it is somebody's already
     */
    boolean give(Tx tx, UUID contact, CustomerId customer, Instant now) {
        var given =
                tx.dsl()
                        .update(CONTACT)
                        .set(CONTACT.CUSTOMER_ID, customer.value())
                        .set(
                                CONTACT.TRUST,
                                DSL.when(CONTACT.TRUST.eq(UNKNOWN), CLAIMED).else_(CONTACT.TRUST))
                        .where(CONTACT.ID.eq(contact), CONTACT.CUSTOMER_ID.isNull())
                        .returning(CONTACT.CONVERSATION_ID)
                        .fetchOptional();
        given.ifPresent(row -> {
            conversation(tx, row.getConversationId(), customer);
            tx.dsl()
                    .update(HANDLE_CLAIM)
                    .set(HANDLE_CLAIM.CUSTOMER_ID, customer.value())
                    .where(HANDLE_CLAIM.CONTACT_ID.eq(contact), HANDLE_CLAIM.CUSTOMER_ID.isNull())
                    .execute();
            var nobodys = KNOWN_FIELD.CONTACT_ID.eq(contact).and(KNOWN_FIELD.CUSTOMER_ID.isNull());
            GivenFields.trust(tx, nobodys, DSL.val(customer.value()), now);
        });
        return given.isPresent();
    }

    private static void conversation(Tx tx, @Nullable UUID conversation, CustomerId customer) {
        if (conversation != null) {
            tx.dsl()
                    .update(CONVERSATION)
                    .set(CONVERSATION.CUSTOMER_ID, customer.value())
                    .where(CONVERSATION.ID.eq(conversation), CONVERSATION.CUSTOMER_ID.isNull())
                    .execute();
        }
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
