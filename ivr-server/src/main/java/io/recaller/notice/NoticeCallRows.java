package io.recaller.notice;

import static io.recaller.db.generated.Tables.NOTICE_CALL;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.Merges;
import io.recaller.db.Tx;
import io.recaller.notice.RecipientRows.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * The rows of calls that tell notices. Each method works in the caller's transaction. Stateless.
 */
final class NoticeCallRows {
    private static final Duration DAY = Duration.ofHours(24);

    /** One that is over now. */
    record Ended(Due due, Handle number) {}

    void insert(Tx tx, UUID id, Due due, Handle number, String system, Instant now) {
        tx.dsl()
                .insertInto(NOTICE_CALL)
                .set(NOTICE_CALL.ID, id)
                .set(NOTICE_CALL.NOTICE_ID, due.notice().value())
                .set(NOTICE_CALL.CUSTOMER_ID, due.customer().value())
                .set(NOTICE_CALL.NUMBER, number.value())
                .set(NOTICE_CALL.SYSTEM, system)
                .set(NOTICE_CALL.PLACED_AT, now)
                .execute();
    }

    /** Empty: there is none, or its end was told before. */
    Optional<Ended> end(Tx tx, UUID id, CallOutcome outcome, Instant now) {
        return tx.dsl()
                .update(NOTICE_CALL)
                .set(NOTICE_CALL.OUTCOME, outcome.slug())
                .set(NOTICE_CALL.ENDED_AT, now)
                .where(NOTICE_CALL.ID.eq(id), isOpen())
                .returning()
                .fetchOptional()
                .map(row ->
                        new Ended(
                                new Due(
                                        new NoticeId(row.getNoticeId()),
                                        new CustomerId(row.getCustomerId())),
                                new Handle(HandleKind.TEL, row.getNumber())));
    }

    /** How calls of one notice to one customer ended, the newest first; empty: it goes on. */
    List<Optional<CallOutcome>> of(Tx tx, Due due) {
        return tx.dsl()
                .select(NOTICE_CALL.OUTCOME)
                .from(NOTICE_CALL)
                .where(
                        NOTICE_CALL.NOTICE_ID.eq(due.notice().value()),
                        NOTICE_CALL.CUSTOMER_ID.eq(due.customer().value()))
                .orderBy(NOTICE_CALL.PLACED_AT.desc())
                .fetch(row -> Optional.ofNullable(row.value1()).flatMap(CallOutcome::of));
    }

    /** When the customer was rung last for each other notice since then. */
    List<Instant> rungSince(Tx tx, CustomerId customer, NoticeId but, Instant since) {
        var last = DSL.max(NOTICE_CALL.PLACED_AT);
        return tx.dsl()
                .select(last)
                .from(NOTICE_CALL)
                .where(
                        NOTICE_CALL.CUSTOMER_ID.in(Merges.familyOf(customer)),
                        NOTICE_CALL.NOTICE_ID.ne(but.value()),
                        // what was told counts as told
                        NOTICE_CALL.OUTCOME.isNull().or(NOTICE_CALL.OUTCOME.notIn("heard", "left")),
                        NOTICE_CALL.PLACED_AT.gt(since))
                .groupBy(NOTICE_CALL.NOTICE_ID)
                .fetch(last);
    }

    /** Nobody else counts until the transaction ends. */
    void hold(Tx tx) {
        var _ =
                tx.dsl()
                        .select(
                                DSL.field(
                                        "pg_advisory_xact_lock(hashtext('notice-call'))",
                                        String.class))
                        .fetch();
    }

    int goingOn(Tx tx) {
        return tx.dsl().fetchCount(NOTICE_CALL, isOpen());
    }

    int withinADay(Tx tx, Instant now) {
        return tx.dsl().fetchCount(NOTICE_CALL, NOTICE_CALL.PLACED_AT.gt(now.minus(DAY)));
    }

    /** Those that go on since before, on one Asterisk, or on any. */
    List<UUID> openSince(Tx tx, Optional<String> system, Instant before) {
        return tx.dsl()
                .select(NOTICE_CALL.ID)
                .from(NOTICE_CALL)
                .where(
                        isOpen(),
                        NOTICE_CALL.PLACED_AT.lt(before),
                        system.<Condition>map(NOTICE_CALL.SYSTEM::eq).orElse(DSL.noCondition()))
                .fetch(NOTICE_CALL.ID);
    }

    private static Condition isOpen() {
        return NOTICE_CALL.OUTCOME.isNull();
    }
}
