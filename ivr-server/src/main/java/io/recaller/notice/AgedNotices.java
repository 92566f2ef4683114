package io.recaller.notice;

import static io.recaller.db.generated.Tables.NOTICE;

import io.recaller.db.Tx;
import java.time.Instant;
import org.jooq.impl.DSL;

/** Deletes notices that were over long ago, with whom they were for. Stateless. */
public final class AgedNotices {
    /** Those that ended before an instant, {@code most} of them; how many it were. */
    public int forget(Tx tx, Instant before, int most) {
        return tx.dsl()
                .deleteFrom(NOTICE)
                .where(
                        NOTICE.ID.in(
                                DSL.select(NOTICE.ID)
                                        .from(NOTICE)
                                        .where(NOTICE.UNTIL_AT.lt(before))
                                        .orderBy(NOTICE.UNTIL_AT)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }
}
