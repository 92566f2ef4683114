package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** How the messages of many threads stand, in one statement. Any thread. */
public final class ThreadStandings {
    /**
     * Changes with whatever is written in a thread, or becomes of what was.
     *
     * @param newest the place of its newest message
     * @param changedAt when one was written or changed last
     */
    public record Standing(long newest, Instant changedAt) {}

    /**
     * Of each thread that has messages after the place named with it; what is not said yet counts
     * as none.
     */
    public Map<UUID, Standing> of(Tx tx, Map<UUID, Long> places) {
        var ids = places.keySet().toArray(UUID[]::new);
        var after = places.values().toArray(Long[]::new);
        var asked = DSL.table("unnest({0}, {1})", val(ids), val(after)).as("asked", "id", "after");
        return tx.dsl()
                .select(MESSAGE.THREAD_ID, max(MESSAGE.SEQ), max(MESSAGE.STATE_AT))
                .from(asked)
                .join(MESSAGE)
                .on(
                        MESSAGE.THREAD_ID.eq(field(name("asked", "id"), SQLDataType.UUID)),
                        MESSAGE.SEQ.gt(field(name("asked", "after"), SQLDataType.BIGINT)),
                        Messages.isShown())
                .groupBy(MESSAGE.THREAD_ID)
                .fetchMap(row -> row.value1(), row -> new Standing(row.value2(), row.value3()));
    }
}
