package io.recaller.notice;

import static io.recaller.db.generated.Tables.NOTICE;
import static io.recaller.db.generated.Tables.NOTICE_RECIPIENT;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * Deletes notices that were over long ago, with whom they were for: those first, so that a notice
 * for everybody goes in as small steps as any other. Stateless.
 */
public final class AgedNotices {
    /** One customer's own words stay no longer after their end, whatever else is kept. */
    public static final Duration OF_REQUESTS = Duration.ofDays(40);

    /** Whom those were for that ended before an instant, {@code most} of them; how many it were. */
    public int forgetRecipients(Tx tx, Instant before, int most) {
        return tx.dsl()
                .deleteFrom(NOTICE_RECIPIENT)
                .where(
                        row(NOTICE_RECIPIENT.NOTICE_ID, NOTICE_RECIPIENT.CUSTOMER_ID)
                                .in(
                                        select(
                                                        NOTICE_RECIPIENT.NOTICE_ID,
                                                        NOTICE_RECIPIENT.CUSTOMER_ID)
                                                .from(NOTICE_RECIPIENT)
                                                .join(NOTICE)
                                                .on(NOTICE.ID.eq(NOTICE_RECIPIENT.NOTICE_ID))
                                                .where(NOTICE.UNTIL_AT.lt(before))
                                                .limit(most)
                                                .forUpdate()
                                                .of(NOTICE_RECIPIENT)
                                                .skipLocked()))
                .execute();
    }

    /** Those that ended before an instant and are for nobody any more; how many it were. */
    public int forget(Tx tx, Instant before, int most) {
        return forget(tx, NOTICE.UNTIL_AT.lt(before).and(isForNobody()), most);
    }

    /** Those of requests that ended before an instant, or whose customer is no more. */
    public int forgetOfRequests(Tx tx, Instant before, int most) {
        return forget(
                tx,
                NOTICE.SENDER
                        .eq(RequestNotices.SENDER)
                        .and(NOTICE.UNTIL_AT.lt(before).or(isForNobody())),
                most);
    }

    private static Condition isForNobody() {
        return notExists(
                selectOne().from(NOTICE_RECIPIENT).where(NOTICE_RECIPIENT.NOTICE_ID.eq(NOTICE.ID)));
    }

    private static int forget(Tx tx, Condition which, int most) {
        return tx.dsl()
                .deleteFrom(NOTICE)
                .where(
                        NOTICE.ID.in(
                                DSL.select(NOTICE.ID)
                                        .from(NOTICE)
                                        .where(which)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }
}
