package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static org.jooq.impl.DSL.inline;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The rows of messages that were not sent by us, and what was sent until when. Each method works in
 * the caller's transaction. Any thread.
 */
public final class SentElsewhere {
    /** Keeps what a colleague wrote to a peer without us, once by the gateway's own id. */
    public void keep(Tx tx, ThreadId thread, String externalId, String text, Instant at) {
        OutboundRow.insert(tx, thread, Author.AGENT, text, MessageState.SENT, at)
                .set(MESSAGE.EXTERNAL_ID, externalId)
                .onConflictDoNothing()
                .execute();
    }

    /** The last that was sent to a peer until then; empty: none. */
    public OptionalLong lastSent(Tx tx, ThreadId thread, Instant until) {
        return tx.dsl()
                .select(MESSAGE.SEQ)
                .from(MESSAGE)
                .where(
                        MESSAGE.THREAD_ID.eq(thread.value()),
                        MESSAGE.DIRECTION.eq(inline(Messages.OUTBOUND)),
                        MESSAGE.EXTERNAL_ID.isNotNull(),
                        MESSAGE.AT.le(until),
                        MESSAGE.STATE
                                .ne(inline(MessageState.SENT.slug()))
                                .or(MESSAGE.STATE_AT.le(until)))
                .orderBy(MESSAGE.SEQ.desc())
                .limit(1)
                .fetchOptional()
                .map(row -> OptionalLong.of(row.value1()))
                .orElseGet(OptionalLong::empty);
    }
}
