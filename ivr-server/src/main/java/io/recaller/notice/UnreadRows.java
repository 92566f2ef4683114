package io.recaller.notice;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.NOTICE;
import static io.recaller.db.generated.Tables.NOTICE_RECIPIENT;

import io.recaller.contact.ContactId;
import io.recaller.contact.TextsJson;
import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.notice.UnreadNotices.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * The rows of notices as whoever talks with a customer sees them. Each method works in the caller's
 * transaction. Any thread.
 */
final class UnreadRows {
    /** Who answers later than that answers something else. */
    private static final Duration ANSWERED_WITHIN = Duration.ofDays(7);

    /** When the last of those that run ends; empty: none runs. */
    Optional<Instant> runningUntil(Tx tx) {
        return tx.dsl()
                .select(DSL.max(NOTICE.UNTIL_AT))
                .from(NOTICE)
                .where(NOTICE.CANCELLED_AT.isNull())
                .fetchOptional(row -> row.value1());
    }

    /** Of those that were posted; each customer's own words are made when they call. */
    List<Map<String, String>> runningTexts(Tx tx, Instant now, int most) {
        return tx.dsl()
                .select(NOTICE.TEXTS)
                .from(NOTICE)
                .where(
                        NOTICE.SENDER.ne(DSL.inline(RequestNotices.SENDER)),
                        NOTICE.CANCELLED_AT.isNull(),
                        NOTICE.UNTIL_AT.gt(now))
                .orderBy(NOTICE.CREATED_AT.desc(), NOTICE.ID.desc())
                .limit(most)
                .fetch(row -> TextsJson.read(row.value1().data()));
    }

    /** The oldest that may be said. */
    Optional<Unread> find(
            Tx tx,
            CustomerId customer,
            TrustTier trust,
            ContactId contact,
            String language,
            Instant now) {
        var said = NOTICE_RECIPIENT.as("said");
        var text = text(language);
        return tx.dsl()
                .select(NOTICE.ID, NOTICE_RECIPIENT.CUSTOMER_ID, text)
                .from(NOTICE_RECIPIENT)
                .join(NOTICE)
                .on(NOTICE.ID.eq(NOTICE_RECIPIENT.NOTICE_ID))
                .leftJoin(MESSAGE)
                .on(MESSAGE.SEQ.eq(NOTICE_RECIPIENT.MESSAGE_SEQ))
                .where(
                        NOTICE_RECIPIENT.CUSTOMER_ID.in(Merges.familyOf(customer)),
                        NOTICE.CANCELLED_AT.isNull(),
                        NOTICE.UNTIL_AT.gt(now),
                        NOTICE.TIER.in(heardBy(trust)),
                        isUnheardBy(trust),
                        NOTICE_RECIPIENT.SAID.lt(RecipientRows.MOST_BEGUN),
                        isUnread(),
                        text.isNotNull(),
                        DSL.notExists(
                                DSL.selectOne()
                                        .from(said)
                                        .where(
                                                said.CUSTOMER_ID.in(Merges.familyOf(customer)),
                                                said.HEARD_IN.eq(contact.value()))))
                .orderBy(NOTICE.CREATED_AT, NOTICE.ID)
                .limit(1)
                .fetchOptional(row ->
                        new Unread(
                                new NoticeId(row.value1()),
                                new CustomerId(row.value2()),
                                row.value3()));
    }

    /** Whoever is sure is told what somebody heard who may have been another. */
    private static Condition isUnheardBy(TrustTier trust) {
        var isUnheard = NOTICE_RECIPIENT.HEARD_AT.isNull();
        return trust.atLeast(TrustTier.ATTESTED)
                ? isUnheard.or(DSL.not(RecipientRows.IS_SURELY_HEARD))
                : isUnheard;
    }

    void begun(Tx tx, Unread unread, ContactId contact) {
        tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.SAID, NOTICE_RECIPIENT.SAID.plus(1))
                .set(NOTICE_RECIPIENT.HEARD_IN, contact.value())
                .where(is(unread))
                .execute();
    }

    /** The plain template only asked them to write: its reader knows nothing yet. */
    private static Condition isUnread() {
        return MESSAGE.SEQ
                .isNull()
                .or(MESSAGE.STATE.ne(DSL.inline("read")))
                .or(MESSAGE.IS_TEMPLATE.isTrue().and(MESSAGE.TEMPLATE.isNull()));
    }

    private static Field<String> text(String language) {
        return DSL.field("{0} ->> {1}", String.class, NOTICE.TEXTS, DSL.val(language));
    }

    private static List<String> heardBy(TrustTier trust) {
        return Arrays.stream(TrustTier.values())
                .filter(trust::atLeast)
                .map(UnreadRows::slug)
                .toList();
    }

    /** All that they were to be told of it is told, as whoever they are a recipient. */
    void heard(Tx tx, Unread unread, ContactId contact, TrustTier trust, Instant now) {
        tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.HEARD_AT, now)
                .set(NOTICE_RECIPIENT.HEARD_IN, contact.value())
                .set(NOTICE_RECIPIENT.HEARD_TRUST, slug(trust))
                .where(is(unread), isUnheardBy(trust))
                .execute();
    }

    private static String slug(TrustTier trust) {
        return trust.name().toLowerCase(Locale.ROOT);
    }

    private static Condition is(Unread unread) {
        return NOTICE_RECIPIENT
                .NOTICE_ID
                .eq(unread.notice().value())
                .and(NOTICE_RECIPIENT.CUSTOMER_ID.eq(unread.customer().value()));
    }

    /** A template only asked them to write: who does knows nothing yet. */
    void answered(Tx tx, long message, ContactId contact, Instant now) {
        tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.HEARD_AT, now)
                .set(NOTICE_RECIPIENT.HEARD_IN, contact.value())
                .set(NOTICE_RECIPIENT.HEARD_TRUST, slug(TrustTier.ATTESTED))
                .from(MESSAGE)
                .where(toldByWords(message), DSL.not(RecipientRows.IS_SURELY_HEARD))
                .execute();
    }

    /** Not said again in this contact only: who answers may be another. */
    void answeredByAnybody(Tx tx, long message, ContactId contact) {
        tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.HEARD_IN, contact.value())
                .from(MESSAGE)
                .where(toldByWords(message), NOTICE_RECIPIENT.HEARD_AT.isNull())
                .execute();
    }

    private static Condition toldByWords(long message) {
        return MESSAGE.SEQ
                .eq(NOTICE_RECIPIENT.MESSAGE_SEQ)
                .and(MESSAGE.SEQ.eq(message))
                .and(MESSAGE.IS_TEMPLATE.isFalse().or(MESSAGE.TEMPLATE.isNotNull()));
    }

    /** What a message of ours told about, if it was a notice of not long ago. */
    Optional<Topic> toldBy(Tx tx, long message, Instant now) {
        return tx.dsl()
                .select(NOTICE.TOPIC)
                .from(NOTICE_RECIPIENT)
                .join(NOTICE)
                .on(NOTICE.ID.eq(NOTICE_RECIPIENT.NOTICE_ID))
                .where(
                        NOTICE_RECIPIENT.MESSAGE_SEQ.eq(message),
                        NOTICE_RECIPIENT.TOLD_AT.gt(now.minus(ANSWERED_WITHIN)))
                .fetchOptional(row -> new Topic(row.value1()));
    }

    /** The newest that a customer was told or is to be told, the newest first. */
    List<ToldNotice> told(Tx tx, CustomerId customer, Instant since, int most) {
        return tx.dsl()
                .select(
                        NOTICE.TOPIC,
                        NOTICE.TIER,
                        NOTICE.TEXTS,
                        NOTICE.CREATED_AT,
                        NOTICE_RECIPIENT.TOLD_AT,
                        NOTICE_RECIPIENT.HEARD_AT,
                        NOTICE_RECIPIENT.CHANNEL,
                        RecipientRows.STATE)
                .from(NOTICE_RECIPIENT)
                .join(NOTICE)
                .on(NOTICE.ID.eq(NOTICE_RECIPIENT.NOTICE_ID))
                .leftJoin(MESSAGE)
                .on(MESSAGE.SEQ.eq(NOTICE_RECIPIENT.MESSAGE_SEQ))
                .where(
                        NOTICE_RECIPIENT.CUSTOMER_ID.in(Merges.familyOf(customer)),
                        NOTICE.CREATED_AT.gt(since),
                        NOTICE_RECIPIENT.REASON.ne(DSL.inline("known")))
                .orderBy(NOTICE.CREATED_AT.desc(), NOTICE.ID.desc())
                .limit(most)
                .fetch(row ->
                        new ToldNotice(
                                new Topic(row.get(NOTICE.TOPIC)),
                                TrustTier.valueOf(row.get(NOTICE.TIER).toUpperCase(Locale.ROOT)),
                                TextsJson.read(row.get(NOTICE.TEXTS).data()),
                                Optional.ofNullable(row.get(NOTICE_RECIPIENT.HEARD_AT))
                                        .or(() ->
                                                Optional.ofNullable(
                                                        row.get(NOTICE_RECIPIENT.TOLD_AT)))
                                        .orElse(row.get(NOTICE.CREATED_AT)),
                                Optional.ofNullable(row.get(NOTICE_RECIPIENT.CHANNEL)),
                                row.get(RecipientRows.STATE)));
    }
}
