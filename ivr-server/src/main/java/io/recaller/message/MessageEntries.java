package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.MESSAGE_ENTRY;

import io.recaller.db.Tx;
import org.jooq.impl.DSL;

/**
 * By which door messages came in that are answered by another one. Each method works in the
 * caller's transaction. Any thread.
 */
public final class MessageEntries {
    /**
     * A message that has just come in did so by that door.
     *
     * @param externalId its own in the thread
     * @param entry the door, as the settings name it
     */
    public void cameBy(Tx tx, ThreadId thread, String externalId, String entry) {
        tx.dsl()
                .insertInto(MESSAGE_ENTRY, MESSAGE_ENTRY.SEQ, MESSAGE_ENTRY.ENTRY)
                .select(
                        DSL.select(MESSAGE.SEQ, DSL.val(entry))
                                .from(MESSAGE)
                                .where(
                                        MESSAGE.THREAD_ID.eq(thread.value()),
                                        MESSAGE.DIRECTION.eq(DSL.inline("inbound")),
                                        MESSAGE.EXTERNAL_ID.eq(externalId)))
                .execute();
    }
}
