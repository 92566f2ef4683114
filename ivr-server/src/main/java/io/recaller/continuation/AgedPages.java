package io.recaller.continuation;

import static io.recaller.db.generated.Tables.CHANNEL_LINK;
import static io.recaller.db.generated.Tables.CHANNEL_LINK_ARRIVAL;
import static io.recaller.db.generated.Tables.CONTINUATION;
import static io.recaller.db.generated.Tables.SHOWING;
import static org.jooq.impl.DSL.select;

import io.recaller.db.Tx;
import io.recaller.message.Threads;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes pages beside calls that nobody can open or come back to, with the numbers their links
 * went to, their threads once nothing is in them, and links to other channels with who came by
 * them, and links to pages for PINs. Stateless.
 */
public final class AgedPages {
    /** Longer than links are counted for a number, and than a page's cookie lasts. */
    private static final Duration KEPT = Duration.ofDays(2);

    private final Threads threads = new Threads();

    /** {@code most} of them; how many it were. */
    public int forget(Tx tx, Instant now, int most) {
        return pages(tx, now, most)
                + threads.forgetEmpty(tx, HandedFiles.GATEWAY, now.minus(KEPT), most)
                + shown(tx, now, most)
                + links(tx, now, most)
                + arrivals(tx, now, most)
                + PinLinkRows.forget(tx, now, KEPT, most);
    }

    /** What was shown on them, and what was given there. */
    private static int shown(Tx tx, Instant now, int most) {
        return tx.dsl()
                .deleteFrom(SHOWING)
                .where(
                        SHOWING.ID.in(
                                select(SHOWING.ID)
                                        .from(SHOWING)
                                        .where(SHOWING.SHOWN_AT.lt(now.minus(KEPT)))
                                        .orderBy(SHOWING.SHOWN_AT)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }

    private static int links(Tx tx, Instant now, int most) {
        return tx.dsl()
                .deleteFrom(CHANNEL_LINK)
                .where(
                        CHANNEL_LINK.TOKEN_SHA256.in(
                                select(CHANNEL_LINK.TOKEN_SHA256)
                                        .from(CHANNEL_LINK)
                                        .where(CHANNEL_LINK.MADE_AT.lt(now.minus(KEPT)))
                                        .orderBy(CHANNEL_LINK.MADE_AT)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }

    private static int arrivals(Tx tx, Instant now, int most) {
        return tx.dsl()
                .deleteFrom(CHANNEL_LINK_ARRIVAL)
                .where(
                        CHANNEL_LINK_ARRIVAL.MESSAGE_SEQ.in(
                                select(CHANNEL_LINK_ARRIVAL.MESSAGE_SEQ)
                                        .from(CHANNEL_LINK_ARRIVAL)
                                        .where(CHANNEL_LINK_ARRIVAL.AT.lt(now.minus(KEPT)))
                                        .orderBy(CHANNEL_LINK_ARRIVAL.AT)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }

    private static int pages(Tx tx, Instant now, int most) {
        return tx.dsl()
                .deleteFrom(CONTINUATION)
                .where(
                        CONTINUATION.ID.in(
                                select(CONTINUATION.ID)
                                        .from(CONTINUATION)
                                        .where(CONTINUATION.CREATED_AT.lt(now.minus(KEPT)))
                                        .orderBy(CONTINUATION.CREATED_AT)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }
}
