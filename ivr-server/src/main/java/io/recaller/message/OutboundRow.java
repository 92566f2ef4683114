package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;

import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.MessageRecord;
import java.time.Instant;
import org.jooq.InsertSetMoreStep;

/** What the row of everything says that we say: who says what where, and how it begins. */
final class OutboundRow {
    private OutboundRow() {}

    /**
     * A row that is not written yet: what else there is may be added.
     *
     * @param state {@link MessageState#QUEUED}: it is tried from now on
     */
    static InsertSetMoreStep<MessageRecord> insert(
            Tx tx, ThreadId thread, Author author, String text, MessageState state, Instant now) {
        return tx.dsl()
                .insertInto(MESSAGE)
                .set(MESSAGE.THREAD_ID, thread.value())
                .set(MESSAGE.DIRECTION, Messages.OUTBOUND)
                .set(MESSAGE.AUTHOR, author.slug())
                .set(MESSAGE.BODY, text)
                .set(MESSAGE.STATE, state.slug())
                .set(MESSAGE.TRY_AT, state == MessageState.QUEUED ? now : null)
                .set(MESSAGE.AT, now)
                .set(MESSAGE.STATE_AT, now);
    }
}
