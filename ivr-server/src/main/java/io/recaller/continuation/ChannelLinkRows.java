package io.recaller.continuation;

import static io.recaller.db.generated.Tables.CHANNEL_LINK;
import static io.recaller.db.generated.Tables.CHANNEL_LINK_ARRIVAL;

import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ChannelLinkRecord;
import io.recaller.message.ThreadId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of links to other channels, and of who came by one. The caller owns the transaction. */
final class ChannelLinkRows {
    private static final String GOOD = "good";
    private static final String UNKNOWN = "unknown";

    int madeSince(Tx tx, ContactId contact, Instant since) {
        return tx.dsl()
                .fetchCount(
                        CHANNEL_LINK,
                        CHANNEL_LINK.CONTACT_ID.eq(contact.value()),
                        CHANNEL_LINK.MADE_AT.gt(since));
    }

    /** Sent to whoever owns that number. */
    int sentSince(Tx tx, Handle number, Instant since) {
        return tx.dsl()
                .fetchCount(
                        CHANNEL_LINK,
                        CHANNEL_LINK.SENT_TO.eq(number.value()),
                        CHANNEL_LINK.MADE_AT.gt(since));
    }

    /** The newest of a contact for each channel, by its name. */
    Map<String, ChannelLinkRecord> newest(Tx tx, ContactId contact) {
        return tx
                .dsl()
                .selectFrom(CHANNEL_LINK)
                .where(CHANNEL_LINK.CONTACT_ID.eq(contact.value()))
                .orderBy(CHANNEL_LINK.MADE_AT)
                .stream()
                .collect(
                        Collectors.toMap(
                                ChannelLinkRecord::getGateway,
                                Function.identity(),
                                (_, later) -> later));
    }

    /**
     * No earlier one of the contact is good from then on.
     *
     * @param sentTo the number whose owner is sent it; empty: it is shown
     */
    void make(
            Tx tx,
            ContactId contact,
            String gateway,
            PageSecret token,
            Optional<Handle> sentTo,
            Instant now,
            Instant until) {
        tx.dsl()
                .update(CHANNEL_LINK)
                .set(CHANNEL_LINK.EXPIRES_AT, now)
                .where(
                        CHANNEL_LINK.CONTACT_ID.eq(contact.value()),
                        CHANNEL_LINK.USED_AT.isNull(),
                        CHANNEL_LINK.EXPIRES_AT.gt(now))
                .execute();
        tx.dsl()
                .insertInto(CHANNEL_LINK)
                .set(CHANNEL_LINK.TOKEN_SHA256, token.hash())
                .set(CHANNEL_LINK.CONTACT_ID, contact.value())
                .set(CHANNEL_LINK.GATEWAY, gateway)
                .set(CHANNEL_LINK.SENT_TO, sentTo.map(Handle::value).orElse(null))
                .set(CHANNEL_LINK.MADE_AT, now)
                .set(CHANNEL_LINK.EXPIRES_AT, until)
                .execute();
    }

    /** Locked until the transaction ends. */
    Optional<ChannelLinkRecord> find(Tx tx, PageSecret token) {
        return tx.dsl()
                .selectFrom(CHANNEL_LINK)
                .where(CHANNEL_LINK.TOKEN_SHA256.eq(token.hash()))
                .forUpdate()
                .fetchOptional();
    }

    void use(Tx tx, ChannelLinkRecord link, Instant now) {
        tx.dsl()
                .update(CHANNEL_LINK)
                .set(CHANNEL_LINK.USED_AT, now)
                .where(CHANNEL_LINK.TOKEN_SHA256.eq(link.getTokenSha256()))
                .execute();
    }

    /** By a good link. */
    void came(Tx tx, long message, ThreadId thread, ContactId left, Instant now) {
        arrived(tx, message, thread, Optional.of(left), GOOD, now);
    }

    /**
     * By no good one.
     *
     * @param why as the column has it
     */
    void refused(Tx tx, long message, ThreadId thread, String why, Instant now) {
        arrived(tx, message, thread, Optional.empty(), why, now);
    }

    private static void arrived(
            Tx tx,
            long message,
            ThreadId thread,
            Optional<ContactId> left,
            String why,
            Instant at) {
        tx.dsl()
                .insertInto(CHANNEL_LINK_ARRIVAL)
                .set(CHANNEL_LINK_ARRIVAL.MESSAGE_SEQ, message)
                .set(CHANNEL_LINK_ARRIVAL.THREAD_ID, thread.value())
                .set(CHANNEL_LINK_ARRIVAL.CONTACT_ID, left.map(ContactId::value).orElse(null))
                .set(CHANNEL_LINK_ARRIVAL.WHY, why)
                .set(CHANNEL_LINK_ARRIVAL.AT, at)
                .execute();
    }

    /** Whether somebody came to that thread from that contact, by a good link. */
    boolean cameBefore(Tx tx, ThreadId thread, ContactId left) {
        return tx.dsl()
                .fetchExists(
                        CHANNEL_LINK_ARRIVAL,
                        CHANNEL_LINK_ARRIVAL.THREAD_ID.eq(thread.value()),
                        CHANNEL_LINK_ARRIVAL.CONTACT_ID.eq(left.value()));
    }

    /** Where whoever sent that message goes on. */
    Optional<ContactId> leftBy(Tx tx, long message) {
        return tx.dsl()
                .select(CHANNEL_LINK_ARRIVAL.CONTACT_ID)
                .from(CHANNEL_LINK_ARRIVAL)
                .where(
                        CHANNEL_LINK_ARRIVAL.MESSAGE_SEQ.eq(message),
                        CHANNEL_LINK_ARRIVAL.CONTACT_ID.isNotNull())
                .fetchOptional(row -> new ContactId(row.value1()));
    }

    /** Tokens that we never made, from one account. */
    int guessedBy(Tx tx, ThreadId thread, Instant since) {
        return tx.dsl()
                .fetchCount(
                        CHANNEL_LINK_ARRIVAL,
                        CHANNEL_LINK_ARRIVAL.THREAD_ID.eq(thread.value()),
                        CHANNEL_LINK_ARRIVAL.WHY.eq(UNKNOWN),
                        CHANNEL_LINK_ARRIVAL.AT.gt(since));
    }

    /** The same of everybody. */
    int guessed(Tx tx, Instant since) {
        return tx.dsl()
                .fetchCount(
                        CHANNEL_LINK_ARRIVAL,
                        CHANNEL_LINK_ARRIVAL.WHY.eq(UNKNOWN),
                        CHANNEL_LINK_ARRIVAL.AT.gt(since));
    }
}
