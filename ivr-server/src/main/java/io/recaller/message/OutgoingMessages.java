package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;

import io.recaller.db.Storable;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Messages on their way out, and how far they got: only ever further. Each method works in the
 * caller's transaction. Any thread.
 */
public final class OutgoingMessages {
    private static final int LONGEST_REASON = 500;

    /**
     * Threads of these gateways with something to send that does not have to wait, longest first.
     */
    public List<ThreadId> unsent(Tx tx, Set<String> gateways, Instant now, int most) {
        return tx.dsl()
                .select(MESSAGE.THREAD_ID)
                .from(MESSAGE)
                .join(THREAD)
                .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                .where(
                        MESSAGE.STATE.eq(inline(MessageState.QUEUED.slug())),
                        MESSAGE.TRY_AT.le(now),
                        THREAD.GATEWAY.in(gateways))
                .groupBy(MESSAGE.THREAD_ID)
                .orderBy(min(MESSAGE.TRY_AT))
                .limit(most)
                .fetch(row -> new ThreadId(row.value1()));
    }

    /**
     * The first that is not sent yet, in clear; empty too while that has to wait. A notice that
     * waits for the morning keeps nobody from being answered.
     */
    public Optional<ThreadMessage> toSend(Tx tx, ThreadId thread, Instant now) {
        return Messages.read(tx)
                .where(
                        Messages.is(thread),
                        MESSAGE.STATE.eq(inline(MessageState.QUEUED.slug())),
                        MESSAGE.IS_NOTICE.isFalse().or(MESSAGE.TRY_AT.le(now)))
                .orderBy(MESSAGE.SEQ)
                .limit(1)
                .fetchOptional()
                .filter(row -> !row.get(MESSAGE.TRY_AT).isAfter(now))
                .map(row -> Messages.message(row, MessageWords.of(row).inClear()));
    }

    /** It was, under this id of the gateway's. */
    public void sent(Tx tx, long seq, String externalId, Instant now) {
        tx.dsl()
                .update(MESSAGE)
                .set(MESSAGE.STATE, MessageState.SENT.slug())
                .set(MESSAGE.EXTERNAL_ID, externalId)
                .setNull(MESSAGE.CLEAR)
                .setNull(MESSAGE.CLEAR_UNTIL)
                .setNull(MESSAGE.TRY_AT)
                .set(MESSAGE.STATE_AT, now)
                .where(MESSAGE.SEQ.eq(seq), MESSAGE.STATE.eq(inline(MessageState.QUEUED.slug())))
                .execute();
    }

    /**
     * It never will be, or never will arrive.
     *
     * @param why in whatever letters the other side has said it
     * @return false: it had failed or arrived before
     */
    public boolean failed(Tx tx, long seq, String why, Instant now) {
        return tx.dsl()
                        .update(MESSAGE)
                        .set(MESSAGE.STATE, MessageState.FAILED.slug())
                        .set(MESSAGE.REASON, Storable.mended(shortened(why)))
                        .setNull(MESSAGE.CLEAR)
                        .setNull(MESSAGE.CLEAR_UNTIL)
                        .setNull(MESSAGE.TRY_AT)
                        .set(MESSAGE.STATE_AT, now)
                        .where(
                                MESSAGE.SEQ.eq(seq),
                                MESSAGE.STATE.in(
                                        MessageState.QUEUED.slug(), MessageState.SENT.slug()))
                        .execute()
                == 1;
    }

    private static String shortened(String why) {
        return why.substring(0, Math.min(why.length(), LONGEST_REASON));
    }

    /** It is sent again then. */
    public void sendLater(Tx tx, long seq, Instant then) {
        tx.dsl()
                .update(MESSAGE)
                .set(MESSAGE.TRY_AT, then)
                .set(MESSAGE.TRIES, MESSAGE.TRIES.plus(1))
                .where(MESSAGE.SEQ.eq(seq))
                .execute();
    }

    /** What was sent by that gateway under its own id; empty: nothing, or not written yet. */
    public OptionalLong sentAs(Tx tx, String gateway, String externalId) {
        return tx.dsl()
                .select(MESSAGE.SEQ)
                .from(MESSAGE)
                .join(THREAD)
                .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                .where(
                        MESSAGE.EXTERNAL_ID.eq(externalId),
                        MESSAGE.DIRECTION.eq(inline(Messages.OUTBOUND)),
                        THREAD.GATEWAY.eq(gateway))
                .orderBy(MESSAGE.SEQ.desc())
                .limit(1)
                .fetchOptional()
                .map(row -> OptionalLong.of(row.value1()))
                .orElseGet(OptionalLong::empty);
    }

    /** Whether it goes out by that gateway. */
    public boolean isOf(Tx tx, long seq, String gateway) {
        return tx.dsl()
                .fetchExists(
                        tx.dsl()
                                .selectOne()
                                .from(MESSAGE)
                                .join(THREAD)
                                .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                                .where(
                                        MESSAGE.SEQ.eq(seq),
                                        MESSAGE.DIRECTION.eq(inline(Messages.OUTBOUND)),
                                        THREAD.GATEWAY.eq(gateway)));
    }

    /** That one of ours got so far; one that is further is left so. */
    public void reached(Tx tx, long seq, MessageState state, Instant now) {
        tx.dsl()
                .update(MESSAGE)
                .set(MESSAGE.STATE, state.slug())
                .setNull(MESSAGE.TRY_AT)
                .set(MESSAGE.STATE_AT, now)
                .where(
                        MESSAGE.SEQ.eq(seq),
                        MESSAGE.DIRECTION.eq(inline(Messages.OUTBOUND)),
                        MESSAGE.STATE.in(before(state)))
                .execute();
    }

    static List<String> before(MessageState state) {
        return List.of(MessageState.values()).stream()
                .filter(state::mayFollow)
                .map(MessageState::slug)
                .toList();
    }
}
