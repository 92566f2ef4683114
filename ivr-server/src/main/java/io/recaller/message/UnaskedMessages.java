package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Messages that nobody asked for, which are of no contact. Each method works in the caller's
 * transaction. Any thread.
 */
public final class UnaskedMessages {
    /**
     * It is told.
     *
     * @param isTemplate whether it is the one that may be sent at any time
     * @param state {@link MessageState#QUEUED}, or {@link MessageState#SENT} where the other side
     *     reads our rows
     * @return its place
     */
    public long write(
            Tx tx,
            ThreadId thread,
            String text,
            boolean isTemplate,
            MessageState state,
            Instant now) {
        return OutboundRow.insert(tx, thread, Author.FLOW, text, state, now)
                .set(MESSAGE.IS_NOTICE, true)
                .set(MESSAGE.IS_TEMPLATE, isTemplate)
                .returning(MESSAGE.SEQ)
                .fetchSingle()
                .getSeq();
    }

    /** The last that we said there before that place, if it is one of these. */
    public OptionalLong lastBefore(Tx tx, ThreadId thread, long seq) {
        return tx.dsl()
                .select(MESSAGE.SEQ, MESSAGE.IS_NOTICE)
                .from(MESSAGE)
                .where(
                        MESSAGE.THREAD_ID.eq(thread.value()),
                        MESSAGE.SEQ.lt(seq),
                        MESSAGE.DIRECTION.eq(inline(Messages.OUTBOUND)),
                        Messages.isSaid())
                .orderBy(MESSAGE.SEQ.desc())
                .limit(1)
                .fetchOptional()
                .filter(row -> row.value2())
                .map(row -> OptionalLong.of(row.value1()))
                .orElseGet(OptionalLong::empty);
    }

    /** How many wait to be sent, by gateway. */
    public Map<String, Integer> queued(Tx tx) {
        return tx.dsl()
                .select(THREAD.GATEWAY, count())
                .from(MESSAGE)
                .join(THREAD)
                .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                .where(
                        MESSAGE.STATE.eq(inline(MessageState.QUEUED.slug())),
                        MESSAGE.IS_NOTICE.isTrue())
                .groupBy(THREAD.GATEWAY)
                .fetchMap(THREAD.GATEWAY, count());
    }
}
