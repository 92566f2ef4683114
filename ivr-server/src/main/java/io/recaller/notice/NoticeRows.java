package io.recaller.notice;

import static io.recaller.db.generated.Tables.NOTICE;
import static io.recaller.db.generated.Tables.NOTICE_RECIPIENT;

import io.recaller.contact.TextsJson;
import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.NoticeRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The rows of notices themselves. Each method works in the caller's transaction. Any thread. */
final class NoticeRows {
    /** One that is there under a sender's key. */
    record Kept(Notice notice, String fingerprint) {}

    /**
     * Writes it down.
     *
     * @return false: the sender's key is taken
     */
    boolean insert(Tx tx, NoticeId id, String sender, NewNotice given, Topic topic, Instant now) {
        var row = new NoticeRecord();
        row.setId(id.value());
        row.setSender(sender);
        row.setKey(given.key());
        row.setFingerprint(given.fingerprint());
        row.setTopic(topic.id());
        row.setTier(given.tier().name().toLowerCase(Locale.ROOT));
        row.setTexts(TextsJson.json(given.texts()));
        row.setUntilAt(given.until());
        row.setCreatedAt(now);
        row.setTemplate(given.template().orElse(null));
        switch (given.to()) {
            case Audience.Named _ -> row.setSpreadAt(now);
            case Audience.Segment(var name) -> row.setSegment(name);
            case Audience.Area(var name) -> row.setArea(name);
        }
        return tx.dsl()
                        .insertInto(NOTICE)
                        .set(row)
                        .onConflict(NOTICE.SENDER, NOTICE.KEY)
                        .doNothing()
                        .execute()
                == 1;
    }

    Optional<Kept> find(Tx tx, String sender, String key) {
        return tx.dsl()
                .selectFrom(NOTICE)
                .where(NOTICE.SENDER.eq(sender), NOTICE.KEY.eq(key))
                .fetchOptional(row -> new Kept(read(row), row.getFingerprint()));
    }

    Optional<Notice> find(Tx tx, NoticeId id) {
        return tx.dsl()
                .selectFrom(NOTICE)
                .where(NOTICE.ID.eq(id.value()))
                .fetchOptional(NoticeRows::read);
    }

    List<Notice> newest(Tx tx, int most) {
        return tx.dsl()
                .selectFrom(NOTICE)
                .where(NOTICE.SENDER.ne(RequestNotices.SENDER))
                .orderBy(NOTICE.CREATED_AT.desc(), NOTICE.ID.desc())
                .limit(most)
                .fetch(NoticeRows::read);
    }

    /** Those of these whose recipients are not all in rows. */
    Set<NoticeId> unspread(Tx tx, Collection<NoticeId> ids) {
        return tx.dsl()
                .select(NOTICE.ID)
                .from(NOTICE)
                .where(
                        NOTICE.ID.in(ids.stream().map(NoticeId::value).toList()),
                        NOTICE.SPREAD_AT.isNull())
                .fetchSet(row -> new NoticeId(row.value1()));
    }

    /**
     * It is told to nobody any more.
     *
     * @return false: it was cancelled before
     */
    boolean cancel(Tx tx, NoticeId id, Instant now) {
        return tx.dsl()
                        .update(NOTICE)
                        .set(NOTICE.CANCELLED_AT, now)
                        .where(NOTICE.ID.eq(id.value()), NOTICE.CANCELLED_AT.isNull())
                        .execute()
                == 1;
    }

    /** A notice whose recipients are not all in rows, for this transaction alone. */
    Optional<Spreading> spreading(Tx tx, Instant now) {
        return tx.dsl()
                .selectFrom(NOTICE)
                .where(
                        NOTICE.SPREAD_AT.isNull(),
                        NOTICE.CANCELLED_AT.isNull(),
                        NOTICE.SPREAD_DUE.isNull().or(NOTICE.SPREAD_DUE.le(now)))
                .orderBy(NOTICE.CREATED_AT)
                .limit(1)
                .forUpdate()
                .skipLocked()
                .fetchOptional(row ->
                        new Spreading(
                                read(row),
                                Optional.ofNullable(row.getSpreadAfter()).map(CustomerId::new)));
    }

    /**
     * A notice whose recipients are not all in rows.
     *
     * @param after the last that is; empty: none
     */
    record Spreading(Notice notice, Optional<CustomerId> after) {}

    /** It could not be: others come first. */
    void spreadLater(Tx tx, NoticeId id, Instant then) {
        tx.dsl()
                .update(NOTICE)
                .set(NOTICE.SPREAD_DUE, then)
                .where(NOTICE.ID.eq(id.value()))
                .execute();
    }

    void spreadUpTo(Tx tx, NoticeId id, CustomerId last) {
        tx.dsl()
                .update(NOTICE)
                .set(NOTICE.SPREAD_AFTER, last.value())
                .where(NOTICE.ID.eq(id.value()))
                .execute();
    }

    void isSpread(Tx tx, NoticeId id, Instant now) {
        tx.dsl()
                .update(NOTICE)
                .set(NOTICE.SPREAD_AT, now)
                .where(NOTICE.ID.eq(id.value()))
                .execute();
    }

    /** Each of them is to be told, once. */
    void add(Tx tx, NoticeId id, Collection<CustomerId> customers, Instant now) {
        if (customers.isEmpty()) {
            return;
        }
        var insert =
                tx.dsl()
                        .insertInto(
                                NOTICE_RECIPIENT,
                                NOTICE_RECIPIENT.NOTICE_ID,
                                NOTICE_RECIPIENT.CUSTOMER_ID,
                                NOTICE_RECIPIENT.STATE,
                                NOTICE_RECIPIENT.DUE_AT);
        for (var customer : customers) {
            insert =
                    insert.values(id.value(), customer.value(), RecipientState.WAITING.slug(), now);
        }
        insert.onConflictDoNothing().execute();
    }

    static Notice read(NoticeRecord row) {
        return new Notice(
                new NoticeId(row.getId()),
                row.getSender(),
                row.getKey(),
                new Topic(row.getTopic()),
                TrustTier.valueOf(row.getTier().toUpperCase(Locale.ROOT)),
                TextsJson.read(row.getTexts().data()),
                Optional.ofNullable(row.getSegment()),
                Optional.ofNullable(row.getArea()),
                row.getUntilAt(),
                row.getCreatedAt(),
                Optional.ofNullable(row.getCancelledAt()),
                Optional.ofNullable(row.getTemplate()));
    }
}
