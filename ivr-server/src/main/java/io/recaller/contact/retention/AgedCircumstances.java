package io.recaller.contact.retention;

import static io.recaller.db.generated.Tables.FACT;
import static io.recaller.db.generated.Tables.REQUEST;
import static org.jooq.impl.DSL.select;

import io.recaller.db.Tx;
import java.time.Instant;

/**
 * Deletes requests that were closed and facts that were over long ago. What is open, or true until
 * it is reported otherwise, stays however old. Rows that somebody is writing to are left for the
 * next time. Stateless.
 */
final class AgedCircumstances {
    /** Those closed before an instant, {@code most} of them; how many it were. */
    int forgetRequests(Tx tx, Instant before, int most) {
        return tx.dsl()
                .deleteFrom(REQUEST)
                .where(
                        REQUEST.ID.in(
                                select(REQUEST.ID)
                                        .from(REQUEST)
                                        .where(REQUEST.CLOSED_AT.lt(before))
                                        .orderBy(REQUEST.CLOSED_AT)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }

    /** Those true until before an instant, {@code most} of them; how many it were. */
    int forgetFacts(Tx tx, Instant before, int most) {
        return tx.dsl()
                .deleteFrom(FACT)
                .where(
                        FACT.ID.in(
                                select(FACT.ID)
                                        .from(FACT)
                                        .where(FACT.UNTIL_AT.lt(before))
                                        .orderBy(FACT.UNTIL_AT)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }
}
