package io.recaller.message;

import static io.recaller.db.generated.Tables.ATTACHMENT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;

/**
 * What was written in one contact, for who has no hand in it: without what is not answered yet, of
 * which it may have to be hidden, and with {@link Veiled} secrets hidden. Each method works in the
 * caller's transaction. Any thread.
 */
public final class ContactMessages {
    /**
     * One message.
     *
     * @param gateway by which it came or went, as the settings name it
     * @param stateAt since when its state is what it is
     */
    public record Written(ThreadMessage message, String gateway, Instant stateAt) {}

    /**
     * Those after a place, in order. Whoever asks again after the last one misses none: places are
     * given while the thread is locked, and what is not answered yet holds up what comes after it.
     *
     * @param most more than zero
     */
    public List<Written> after(Tx tx, ContactId contact, long seq, int most) {
        var query =
                Messages.read(tx)
                        .join(THREAD)
                        .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                        .where(isSettled(contact), MESSAGE.SEQ.gt(seq))
                        .orderBy(MESSAGE.SEQ)
                        .limit(most)
                        .getQuery();
        query.addSelect(THREAD.GATEWAY, MESSAGE.STATE_AT);
        return query.fetch()
                .map(row ->
                        new Written(
                                Messages.message(row),
                                row.get(THREAD.GATEWAY),
                                row.get(MESSAGE.STATE_AT)));
    }

    /** Whether a file is with such a message. */
    public boolean has(Tx tx, ContactId contact, UUID file) {
        return tx.dsl()
                .fetchExists(
                        selectOne()
                                .from(ATTACHMENT)
                                .join(MESSAGE)
                                .on(MESSAGE.SEQ.eq(ATTACHMENT.MESSAGE_SEQ))
                                .where(ATTACHMENT.ID.eq(file), isSettled(contact)));
    }

    private static Condition isSettled(ContactId contact) {
        var other = MESSAGE.as("unanswered");
        var goesOn = THREAD.as("going_on");
        return MESSAGE.CONTACT_ID
                .eq(contact.value())
                .and(Messages.isShown())
                .and(
                        notExists(
                                selectOne()
                                        .from(other)
                                        .join(goesOn)
                                        .on(goesOn.ID.eq(other.THREAD_ID))
                                        .where(
                                                goesOn.CONTACT_ID.eq(contact.value()),
                                                other.STATE.eq(
                                                        inline(MessageState.RECEIVED.slug())),
                                                other.SEQ.le(MESSAGE.SEQ))));
    }
}
