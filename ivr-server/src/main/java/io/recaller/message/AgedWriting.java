package io.recaller.message;

import static io.recaller.db.generated.Tables.MAIL;
import static io.recaller.db.generated.Tables.MESSAGE;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.db.Tx;
import java.time.Instant;

/**
 * Deletes what was written long ago outside of a contact, and what mails said beside their words
 * once those are gone. What belongs to a contact goes with it. Each method works in the caller's
 * transaction; stateless.
 */
public final class AgedWriting {
    /** Messages of no contact from before an instant, {@code most} of them; how many it were. */
    public int forgetMessages(Tx tx, Instant before, int most) {
        return tx.dsl()
                .deleteFrom(MESSAGE)
                .where(
                        MESSAGE.SEQ.in(
                                select(MESSAGE.SEQ)
                                        .from(MESSAGE)
                                        .where(
                                                MESSAGE.CONTACT_ID.isNull(),
                                                MESSAGE.AT.lt(before),
                                                // nobody has looked at it, or it is not sent yet
                                                MESSAGE.STATE.notIn(
                                                        MessageState.RECEIVED.slug(),
                                                        MessageState.QUEUED.slug()))
                                        .orderBy(MESSAGE.AT)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }

    /** Headers of mails from before an instant whose words are gone; how many it were. */
    public int forgetMails(Tx tx, Instant before, int most) {
        return tx.dsl()
                .deleteFrom(MAIL)
                .where(
                        row(MAIL.THREAD_ID, MAIL.MESSAGE_ID)
                                .in(
                                        select(MAIL.THREAD_ID, MAIL.MESSAGE_ID)
                                                .from(MAIL)
                                                .where(
                                                        MAIL.AT.lt(before),
                                                        notExists(
                                                                selectOne()
                                                                        .from(MESSAGE)
                                                                        .where(
                                                                                MESSAGE.THREAD_ID
                                                                                        .eq(
                                                                                                MAIL.THREAD_ID),
                                                                                MESSAGE.DIRECTION
                                                                                        .eq(
                                                                                                "inbound"),
                                                                                MESSAGE.EXTERNAL_ID
                                                                                        .eq(
                                                                                                MAIL.MESSAGE_ID))))
                                                .orderBy(MAIL.AT)
                                                .limit(most)
                                                .forUpdate()
                                                .skipLocked()))
                .execute();
    }
}
