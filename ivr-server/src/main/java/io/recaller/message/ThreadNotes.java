package io.recaller.message;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD_NOTE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.val;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The rows of notes. Each method works in the caller's transaction. Any thread. */
public final class ThreadNotes {
    /**
     * An agent notes something behind all that was written so far; what a page sends again is one
     * note. The thread is locked.
     *
     * @param text up to 4,000 characters, not blank
     */
    public void write(
            Tx tx,
            ThreadId thread,
            ContactId contact,
            UUID agent,
            UUID id,
            String text,
            Instant now) {
        tx.dsl()
                .insertInto(THREAD_NOTE)
                .set(THREAD_NOTE.THREAD_ID, thread.value())
                .set(THREAD_NOTE.ID, id)
                .set(THREAD_NOTE.CONTACT_ID, contact.value())
                .set(THREAD_NOTE.AGENT_ID, agent)
                .set(THREAD_NOTE.AFTER_SEQ, last(tx, thread))
                .set(THREAD_NOTE.BODY, text)
                .set(THREAD_NOTE.AT, now)
                .onConflictDoNothing()
                .execute();
    }

    private static long last(Tx tx, ThreadId thread) {
        return tx.dsl()
                .select(coalesce(max(MESSAGE.SEQ), val(0L)))
                .from(MESSAGE)
                .where(MESSAGE.THREAD_ID.eq(thread.value()))
                .fetchSingle()
                .value1();
    }

    /** The newest, in order. */
    public List<ThreadNote> newest(Tx tx, ThreadId thread, int most) {
        return tx.dsl()
                .select(
                        THREAD_NOTE.ID,
                        THREAD_NOTE.AFTER_SEQ,
                        AGENT.NAME,
                        THREAD_NOTE.BODY,
                        THREAD_NOTE.AT)
                .from(THREAD_NOTE)
                .join(AGENT)
                .on(AGENT.ID.eq(THREAD_NOTE.AGENT_ID))
                .where(THREAD_NOTE.THREAD_ID.eq(thread.value()))
                .orderBy(THREAD_NOTE.AT.desc(), THREAD_NOTE.ID.desc())
                .limit(most)
                .fetch(row ->
                        new ThreadNote(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                row.value4(),
                                row.value5()))
                .reversed();
    }
}
