package io.recaller.contact;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONVERSATION;

import io.recaller.customer.CustomerId;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The rows of conversations, as far as their contacts change them. */
public final class ConversationRows {
    /** Opens the conversation, or tells an open one of another contact. */
    void open(Tx tx, UUID id, Optional<CustomerId> customer, Instant at) {
        tx.dsl()
                .insertInto(CONVERSATION)
                .set(CONVERSATION.ID, id)
                .set(CONVERSATION.CUSTOMER_ID, customer.map(CustomerId::value).orElse(null))
                .set(CONVERSATION.OPENED_AT, at)
                .set(CONVERSATION.LAST_CONTACT_AT, at)
                .onConflict(CONVERSATION.ID)
                .doUpdate()
                .set(
                        CONVERSATION.LAST_CONTACT_AT,
                        DSL.greatest(CONVERSATION.LAST_CONTACT_AT, DSL.val(at)))
                .execute();
    }

    /** Another contact of it began. */
    void goesOn(Tx tx, UUID id, Instant at) {
        tx.dsl()
                .update(CONVERSATION)
                .set(
                        CONVERSATION.LAST_CONTACT_AT,
                        DSL.greatest(CONVERSATION.LAST_CONTACT_AT, DSL.val(at)))
                .where(CONVERSATION.ID.eq(id))
                .execute();
    }

    /** One without contacts is none. */
    void dropWhenEmpty(Tx tx, UUID id) {
        tx.dsl()
                .deleteFrom(CONVERSATION)
                .where(
                        CONVERSATION.ID.eq(id),
                        DSL.notExists(
                                DSL.selectOne()
                                        .from(CONTACT)
                                        .where(CONTACT.CONVERSATION_ID.eq(id))))
                .execute();
    }

    void identify(Tx tx, ContactId contact, CustomerId customer) {
        tx.dsl()
                .update(CONVERSATION)
                .set(CONVERSATION.CUSTOMER_ID, customer.value())
                .where(of(contact), CONVERSATION.CUSTOMER_ID.isNull())
                .execute();
    }

    public void about(Tx tx, ContactId contact, Topic topic) {
        tx.dsl()
                .update(CONVERSATION)
                .set(CONVERSATION.TOPIC, topic.id())
                .where(of(contact))
                .execute();
    }

    /**
     * Closes what is still open.
     *
     * @param reason {@code disposition} or {@code task}
     */
    public void close(Tx tx, ContactId contact, String reason, Instant now) {
        tx.dsl()
                .update(CONVERSATION)
                .set(CONVERSATION.CLOSED_AT, now)
                .set(CONVERSATION.CLOSE_REASON, reason)
                .where(of(contact), CONVERSATION.CLOSED_AT.isNull())
                .execute();
    }

    private static Condition of(ContactId contact) {
        return CONVERSATION.ID.eq(
                DSL.select(CONTACT.CONVERSATION_ID).from(CONTACT).where(ContactStore.is(contact)));
    }
}
