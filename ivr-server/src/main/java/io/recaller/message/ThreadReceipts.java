package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** How far what was written to many people got, in one statement. Any thread. */
public final class ThreadReceipts {
    /**
     * All of ours up to these places got so far; those that are further are left so, and what still
     * waits to be sent: a later one may have been written elsewhere.
     *
     * @param places the last, by thread
     */
    public void got(Tx tx, Map<UUID, Long> places, MessageState state, Instant now) {
        if (places.isEmpty()) {
            return;
        }
        var ids = places.keySet().toArray(UUID[]::new);
        var last = places.values().toArray(Long[]::new);
        var got = DSL.table("unnest({0}, {1})", val(ids), val(last)).as("got", "id", "last");
        tx.dsl()
                .update(MESSAGE)
                .set(MESSAGE.STATE, state.slug())
                .set(MESSAGE.STATE_AT, now)
                .from(got)
                .where(
                        MESSAGE.THREAD_ID.eq(field(name("got", "id"), SQLDataType.UUID)),
                        MESSAGE.SEQ.le(field(name("got", "last"), SQLDataType.BIGINT)),
                        MESSAGE.DIRECTION.eq(inline(Messages.OUTBOUND)),
                        MESSAGE.STATE.ne(inline(MessageState.QUEUED.slug())),
                        MESSAGE.STATE.in(OutgoingMessages.before(state)))
                .execute();
    }
}
