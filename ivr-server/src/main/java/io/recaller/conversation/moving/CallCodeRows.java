package io.recaller.conversation.moving;

import static io.recaller.db.generated.Tables.CALL_CODE;
import static io.recaller.db.generated.Tables.CALL_CODE_TRY;
import static io.recaller.db.generated.Tables.MOVED_CONTACT;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jooq.impl.DSL;

/** The rows of codes for calls, and of wrong ones. The caller owns the transaction. */
final class CallCodeRows {
    private static final Duration KEPT = Duration.ofDays(1);

    /** Codes that are too old, and from which lines wrong ones came the day before. */
    void forget(Tx tx, Instant now) {
        tx.dsl().deleteFrom(CALL_CODE).where(CALL_CODE.EXPIRES_AT.le(now)).execute();
        tx.dsl().deleteFrom(CALL_CODE_TRY).where(CALL_CODE_TRY.AT.lt(now.minus(KEPT))).execute();
    }

    /** Nobody makes or takes a code until the transaction ends: tries at once count in a row. */
    void hold(Tx tx) {
        var _ =
                tx.dsl()
                        .select(DSL.field("pg_advisory_xact_lock(hashtext('call-code'), 0)"))
                        .fetch();
    }

    /** False: another contact has the same one just now. */
    boolean make(Tx tx, ContactId written, byte[] print, Instant now, Instant until) {
        tx.dsl().deleteFrom(CALL_CODE).where(CALL_CODE.CONTACT_ID.eq(written.value())).execute();
        return tx.dsl()
                        .insertInto(CALL_CODE)
                        .set(CALL_CODE.CONTACT_ID, written.value())
                        .set(CALL_CODE.CODE_HMAC, print)
                        .set(CALL_CODE.EXPIRES_AT, until)
                        .onConflictDoNothing()
                        .execute()
                > 0;
    }

    /** Whose code it is just now. */
    Optional<ContactId> whose(Tx tx, Collection<byte[]> prints, Instant now) {
        return tx.dsl()
                .select(CALL_CODE.CONTACT_ID)
                .from(CALL_CODE)
                .where(CALL_CODE.CODE_HMAC.in(prints), CALL_CODE.EXPIRES_AT.gt(now))
                .fetchOptional(row -> new ContactId(row.value1()));
    }

    /** Whose code it is; from now on nobody's. */
    Optional<ContactId> use(Tx tx, Collection<byte[]> prints, Instant now) {
        return tx.dsl()
                .deleteFrom(CALL_CODE)
                .where(CALL_CODE.CODE_HMAC.in(prints), CALL_CODE.EXPIRES_AT.gt(now))
                .returning(CALL_CODE.CONTACT_ID)
                .fetchOptional(row -> new ContactId(row.getContactId()));
    }

    void wrong(Tx tx, ContactId call, String line, Instant now) {
        tx.dsl()
                .insertInto(CALL_CODE_TRY)
                .set(CALL_CODE_TRY.CONTACT_ID, call.value())
                .set(CALL_CODE_TRY.LINE, line)
                .set(CALL_CODE_TRY.AT, now)
                .execute();
    }

    int ofCall(Tx tx, ContactId call) {
        return tx.dsl().fetchCount(CALL_CODE_TRY, CALL_CODE_TRY.CONTACT_ID.eq(call.value()));
    }

    int ofLine(Tx tx, String line, Instant since) {
        return tx.dsl()
                .fetchCount(CALL_CODE_TRY, CALL_CODE_TRY.LINE.eq(line), CALL_CODE_TRY.AT.gt(since));
    }

    int ofAll(Tx tx, Instant since) {
        return tx.dsl().fetchCount(CALL_CODE_TRY, CALL_CODE_TRY.AT.gt(since));
    }

    /** Whether the call goes on where something else stood already. */
    boolean goesOn(Tx tx, ContactId call) {
        return tx.dsl().fetchExists(MOVED_CONTACT, MOVED_CONTACT.WENT_ON_AS.eq(call.value()));
    }
}
