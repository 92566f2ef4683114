package io.recaller.experiment;

import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static io.recaller.db.generated.Tables.MENU_LOOK;

import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import org.jooq.impl.DSL;

/** When a server looked last whether a policy does harm, and when one looks again. Any thread. */
final class MenuLooks {
    /** A hundredth of the time at most is spent on looking. */
    private static final int PAUSES = 100;

    /** Whether the pause is over and a menu was heard meanwhile. Takes no time. */
    boolean isDue(Tx tx, Instant now) {
        var last = tx.dsl().selectFrom(MENU_LOOK).fetchOptional();
        return last.isEmpty()
                || (!last.get().getNextAt().isAfter(now) && isNew(tx, last.get().getLookedAt()));
    }

    private static boolean isNew(Tx tx, Instant since) {
        return tx.dsl().fetchExists(MENU_IMPRESSION, MENU_IMPRESSION.SPOKEN_AT.ge(since));
    }

    /** What it did not come to know is still to be known. */
    void failed(Tx tx, Instant now, Duration took) {
        var next = now.plus(took.multipliedBy(PAUSES));
        tx.dsl()
                .insertInto(MENU_LOOK)
                .set(MENU_LOOK.LOOKED_AT, Instant.EPOCH)
                .set(MENU_LOOK.NEXT_AT, next)
                .onConflict(MENU_LOOK.ONLY_ONE)
                .doUpdate()
                .set(
                        MENU_LOOK.NEXT_AT,
                        DSL.greatest(MENU_LOOK.NEXT_AT, DSL.val(next, MENU_LOOK.NEXT_AT)))
                .execute();
    }

    void looked(Tx tx, Instant now, Duration took) {
        var next = now.plus(took.multipliedBy(PAUSES));
        tx.dsl()
                .insertInto(MENU_LOOK)
                .set(MENU_LOOK.LOOKED_AT, now)
                .set(MENU_LOOK.NEXT_AT, next)
                .onConflict(MENU_LOOK.ONLY_ONE)
                .doUpdate()
                .set(MENU_LOOK.LOOKED_AT, now)
                .set(MENU_LOOK.NEXT_AT, next)
                .execute();
    }
}
