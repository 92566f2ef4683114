package io.recaller.message;

import static io.recaller.db.generated.Tables.GATEWAY_CURSOR;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * How far gateways were asked, for whose other side does not keep that. Each method works in the
 * caller's transaction. Any thread.
 */
public final class GatewayCursors {
    /**
     * Up to where all is in rows.
     *
     * @param value as the gateway writes it, up to 200 characters
     * @param at when that was known last
     */
    public record Cursor(String value, Instant at) {}

    /** Empty: it was never asked. */
    public Optional<Cursor> find(Tx tx, String gateway) {
        return tx.dsl()
                .selectFrom(GATEWAY_CURSOR)
                .where(GATEWAY_CURSOR.GATEWAY.eq(gateway))
                .fetchOptional(row -> new Cursor(row.getValue(), row.getAt()));
    }

    /** All up to there is in rows. */
    public void keep(Tx tx, String gateway, Cursor cursor) {
        tx.dsl()
                .insertInto(GATEWAY_CURSOR)
                .set(GATEWAY_CURSOR.GATEWAY, gateway)
                .set(GATEWAY_CURSOR.VALUE, cursor.value())
                .set(GATEWAY_CURSOR.AT, cursor.at())
                .onConflict(GATEWAY_CURSOR.GATEWAY)
                .doUpdate()
                .set(GATEWAY_CURSOR.VALUE, cursor.value())
                .set(GATEWAY_CURSOR.AT, cursor.at())
                .execute();
    }
}
