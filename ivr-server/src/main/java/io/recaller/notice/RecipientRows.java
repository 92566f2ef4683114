package io.recaller.notice;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.NOTICE;
import static io.recaller.db.generated.Tables.NOTICE_RECIPIENT;

import io.recaller.customer.ConsentChannel;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The rows of whom notices are for. Each method works in the caller's transaction. Any thread. */
final class RecipientRows {
    /** Whom a killed server left in the middle of it so often is not told a sixth time. */
    static final int MOST_BEGUN = 5;

    /** By whom it was for, and not by somebody who may have been another. */
    static final Condition IS_SURELY_HEARD =
            NOTICE_RECIPIENT
                    .HEARD_AT
                    .isNotNull()
                    .and(
                            DSL.coalesce(NOTICE_RECIPIENT.HEARD_TRUST, DSL.inline("attested"))
                                    .in(DSL.inline("attested"), DSL.inline("verified")));

    /**
     * What became of it with one customer, of a row with its message. What somebody heard who may
     * have been another counts where nothing else is known.
     */
    static final Field<String> STATE =
            DSL.when(
                            IS_SURELY_HEARD.or(
                                    NOTICE_RECIPIENT
                                            .HEARD_AT
                                            .isNotNull()
                                            .and(NOTICE_RECIPIENT.MESSAGE_SEQ.isNull())),
                            DSL.inline("heard"))
                    .when(
                            MESSAGE.IS_TEMPLATE
                                    .isTrue()
                                    .and(MESSAGE.TEMPLATE.isNull())
                                    .and(MESSAGE.STATE.ne(DSL.inline("failed"))),
                            DSL.inline("invited"))
                    .otherwise(DSL.coalesce(MESSAGE.STATE, NOTICE_RECIPIENT.STATE));

    /** Who is to be told what. */
    record Due(NoticeId notice, CustomerId customer) {}

    /** Those whom it is time to tell, longest first. */
    List<Due> due(Tx tx, Instant now, int most) {
        return tx.dsl()
                .select(NOTICE_RECIPIENT.NOTICE_ID, NOTICE_RECIPIENT.CUSTOMER_ID)
                .from(NOTICE_RECIPIENT)
                .where(isDue(now))
                .orderBy(NOTICE_RECIPIENT.DUE_AT)
                .limit(most)
                .fetch(row -> new Due(new NoticeId(row.value1()), new CustomerId(row.value2())));
    }

    /** Holds it until the transaction ends; empty: another does, or it is dealt with. */
    Optional<Notice> claim(Tx tx, Due due, Instant now) {
        return tx.dsl()
                .select(NOTICE.fields())
                .from(NOTICE_RECIPIENT)
                .join(NOTICE)
                .on(NOTICE.ID.eq(NOTICE_RECIPIENT.NOTICE_ID))
                .where(is(due), isDue(now))
                .forUpdate()
                .of(NOTICE_RECIPIENT)
                .skipLocked()
                .fetchOptionalInto(NOTICE)
                .map(NoticeRows::read);
    }

    private static Condition isDue(Instant now) {
        return NOTICE_RECIPIENT
                .STATE
                .eq(DSL.inline(RecipientState.WAITING.slug()))
                .and(NOTICE_RECIPIENT.DUE_AT.le(now));
    }

    private static Condition is(Due due) {
        return NOTICE_RECIPIENT
                .NOTICE_ID
                .eq(due.notice().value())
                .and(NOTICE_RECIPIENT.CUSTOMER_ID.eq(due.customer().value()));
    }

    /** It is looked at again then. */
    void later(Tx tx, Due due, Instant then) {
        tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.DUE_AT, then)
                .where(is(due), isWaiting())
                .execute();
    }

    /**
     * As {@link #later}, because something broke.
     *
     * @return how often by now
     */
    int failed(Tx tx, Due due, Instant then) {
        return tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.DUE_AT, then)
                .set(NOTICE_RECIPIENT.TRIES, NOTICE_RECIPIENT.TRIES.plus(1))
                .where(is(due), isWaiting())
                .returning(NOTICE_RECIPIENT.TRIES)
                .fetchOptional()
                .map(row -> row.getTries())
                .orElse(0);
    }

    /** They are not told by a message. */
    void end(Tx tx, Due due, RecipientState state, String reason) {
        tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.STATE, state.slug())
                .set(NOTICE_RECIPIENT.REASON, reason)
                .setNull(NOTICE_RECIPIENT.DUE_AT)
                .where(is(due), isWaiting())
                .execute();
    }

    /** A message tells them. */
    void told(Tx tx, Due due, ConsentChannel by, long message, Instant now) {
        tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.STATE, RecipientState.TOLD.slug())
                .setNull(NOTICE_RECIPIENT.DUE_AT)
                .set(NOTICE_RECIPIENT.CHANNEL, by.slug())
                .set(NOTICE_RECIPIENT.MESSAGE_SEQ, message)
                .set(NOTICE_RECIPIENT.TOLD_AT, now)
                .where(is(due))
                .execute();
    }

    /**
     * A call told them.
     *
     * @param isHeard to its end; else it is said once more when they contact us
     */
    void called(Tx tx, Due due, boolean isHeard, Instant now) {
        var told =
                tx.dsl()
                        .update(NOTICE_RECIPIENT)
                        .set(NOTICE_RECIPIENT.STATE, RecipientState.TOLD.slug())
                        .set(NOTICE_RECIPIENT.REASON, "")
                        .setNull(NOTICE_RECIPIENT.DUE_AT)
                        .set(NOTICE_RECIPIENT.CHANNEL, ConsentChannel.CALL.slug())
                        .set(NOTICE_RECIPIENT.TOLD_AT, now);
        if (isHeard) {
            told =
                    told.set(NOTICE_RECIPIENT.HEARD_AT, now)
                            .set(NOTICE_RECIPIENT.HEARD_TRUST, "attested");
        }
        told.where(is(due)).execute();
    }

    /** One that a message tells, by the channel its customer agreed to. */
    record OnItsWay(Notice notice, CustomerId customer, String channel) {}

    Optional<OnItsWay> byMessage(Tx tx, long message) {
        return tx.dsl()
                .select(NOTICE_RECIPIENT.CUSTOMER_ID, NOTICE_RECIPIENT.CHANNEL)
                .select(NOTICE.fields())
                .from(NOTICE_RECIPIENT)
                .join(NOTICE)
                .on(NOTICE.ID.eq(NOTICE_RECIPIENT.NOTICE_ID))
                .where(NOTICE_RECIPIENT.MESSAGE_SEQ.eq(message))
                .limit(1)
                .fetchOptional(row ->
                        new OnItsWay(
                                NoticeRows.read(row.into(NOTICE)),
                                new CustomerId(row.get(NOTICE_RECIPIENT.CUSTOMER_ID)),
                                row.get(NOTICE_RECIPIENT.CHANNEL)));
    }

    private static Condition isWaiting() {
        return NOTICE_RECIPIENT.STATE.eq(DSL.inline(RecipientState.WAITING.slug()));
    }

    /**
     * When the customer was told notices since then, the newest first.
     *
     * @param aboutRequests those of their requests, or all others
     */
    List<Instant> toldSince(Tx tx, CustomerId customer, Instant since, boolean aboutRequests) {
        return tx.dsl()
                .select(NOTICE_RECIPIENT.TOLD_AT)
                .from(NOTICE_RECIPIENT)
                .join(NOTICE)
                .on(NOTICE.ID.eq(NOTICE_RECIPIENT.NOTICE_ID))
                .where(
                        NOTICE_RECIPIENT.CUSTOMER_ID.in(Merges.familyOf(customer)),
                        NOTICE_RECIPIENT.TOLD_AT.gt(since),
                        aboutRequests
                                ? NOTICE.SENDER.eq(RequestNotices.SENDER)
                                : NOTICE.SENDER.ne(RequestNotices.SENDER))
                .orderBy(NOTICE_RECIPIENT.TOLD_AT.desc())
                .fetch(NOTICE_RECIPIENT.TOLD_AT);
    }

    /**
     * What older notices of one request told, or were to tell, anybody is told and said no more.
     *
     * @return the messages that tell it and are not sent yet
     */
    List<Long> supersede(Tx tx, String keys) {
        var older =
                DSL.select(NOTICE.ID)
                        .from(NOTICE)
                        .where(
                                NOTICE.SENDER.eq(RequestNotices.SENDER),
                                NOTICE.KEY.startsWith(keys));
        tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.STATE, RecipientState.CANCELLED.slug())
                .setNull(NOTICE_RECIPIENT.DUE_AT)
                .where(NOTICE_RECIPIENT.NOTICE_ID.in(older), isWaiting())
                .execute();
        notSaid(tx, NOTICE_RECIPIENT.NOTICE_ID.in(older));
        return unsent(tx, NOTICE_RECIPIENT.NOTICE_ID.in(older));
    }

    /** It is for messages only. */
    void notSaid(Tx tx, NoticeId notice) {
        notSaid(tx, NOTICE_RECIPIENT.NOTICE_ID.eq(notice.value()));
    }

    private static void notSaid(Tx tx, Condition which) {
        tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.SAID, MOST_BEGUN)
                .where(which, NOTICE_RECIPIENT.SAID.lt(MOST_BEGUN))
                .execute();
    }

    /** Whether it was told, or surely said, to the customer, as whoever they were then. */
    boolean knows(Tx tx, NoticeId notice, CustomerId customer) {
        return tx.dsl()
                .fetchExists(
                        NOTICE_RECIPIENT,
                        NOTICE_RECIPIENT.NOTICE_ID.eq(notice.value()),
                        NOTICE_RECIPIENT.CUSTOMER_ID.in(Merges.familyOf(customer)),
                        NOTICE_RECIPIENT.TOLD_AT.isNotNull().or(IS_SURELY_HEARD));
    }

    /**
     * Nobody who waits is told any more.
     *
     * @return the messages that told others
     */
    List<Long> cancel(Tx tx, NoticeId notice) {
        tx.dsl()
                .update(NOTICE_RECIPIENT)
                .set(NOTICE_RECIPIENT.STATE, RecipientState.CANCELLED.slug())
                .setNull(NOTICE_RECIPIENT.DUE_AT)
                .where(NOTICE_RECIPIENT.NOTICE_ID.eq(notice.value()), isWaiting())
                .execute();
        return unsent(tx, NOTICE_RECIPIENT.NOTICE_ID.eq(notice.value()));
    }

    private static List<Long> unsent(Tx tx, Condition which) {
        return tx.dsl()
                .select(MESSAGE.SEQ)
                .from(NOTICE_RECIPIENT)
                .join(MESSAGE)
                .on(MESSAGE.SEQ.eq(NOTICE_RECIPIENT.MESSAGE_SEQ))
                .where(which, MESSAGE.STATE.eq(DSL.inline("queued")))
                .fetch(MESSAGE.SEQ);
    }

    /**
     * What became of notices, by how many customers.
     *
     * @param states heard, invited (a template asked them to write), the state of the message that
     *     told them, or that of {@link RecipientState}
     * @param reasons of those who cannot be reached
     */
    record Tally(Map<String, Integer> states, Map<String, Integer> reasons) {
        private void add(String state, String reason, int customers) {
            states.merge(state, customers, Integer::sum);
            if (!reason.isEmpty()) {
                reasons.merge(reason, customers, Integer::sum);
            }
        }
    }

    Map<UUID, Tally> tally(Tx tx, Collection<UUID> notices) {
        var tallies = new TreeMap<UUID, Tally>();
        tx.dsl()
                .select(NOTICE_RECIPIENT.NOTICE_ID, STATE, NOTICE_RECIPIENT.REASON, DSL.count())
                .from(NOTICE_RECIPIENT)
                .leftJoin(MESSAGE)
                .on(MESSAGE.SEQ.eq(NOTICE_RECIPIENT.MESSAGE_SEQ))
                .where(NOTICE_RECIPIENT.NOTICE_ID.in(notices))
                .groupBy(NOTICE_RECIPIENT.NOTICE_ID, STATE, NOTICE_RECIPIENT.REASON)
                .forEach(row ->
                        tallies.computeIfAbsent(
                                        row.value1(),
                                        _ -> new Tally(new TreeMap<>(), new TreeMap<>()))
                                .add(row.value2(), row.value3(), row.value4()));
        return tallies;
    }
}
