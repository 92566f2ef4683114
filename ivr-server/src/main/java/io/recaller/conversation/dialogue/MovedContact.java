package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.CONTACT;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What must be known of a contact that goes on as another, or is the other.
 *
 * @param ended how; empty while it is not over
 * @param served whether an agent has or had it
 */
record MovedContact(
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

    static Optional<MovedContact> find(Tx tx, ContactId contact) {
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
                        new MovedContact(
                                Optional.ofNullable(row.value1()).map(CustomerId::new),
                                Optional.ofNullable(row.value2()),
                                TrustTier.valueOf(row.value3().toUpperCase(Locale.ROOT)),
                                Channel.valueOf(row.value4().toUpperCase(Locale.ROOT)),
                                Optional.ofNullable(row.value5())
                                        .map(_ -> Optional.ofNullable(row.value6()).orElse("")),
                                row.value7() != null));
    }
}
