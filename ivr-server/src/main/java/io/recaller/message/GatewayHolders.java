package io.recaller.message;

import static io.recaller.db.generated.Tables.GATEWAY_HOLDER;

import io.recaller.db.Tx;
import java.time.Instant;

/** Which server asks a gateway. Each method works in the caller's transaction. Any thread. */
public final class GatewayHolders {
    /**
     * Holds a gateway until then.
     *
     * @return false: another server does
     */
    public boolean hold(Tx tx, String gateway, String server, Instant now, Instant until) {
        return tx.dsl()
                        .insertInto(GATEWAY_HOLDER)
                        .set(GATEWAY_HOLDER.GATEWAY, gateway)
                        .set(GATEWAY_HOLDER.SERVER, server)
                        .set(GATEWAY_HOLDER.HELD_UNTIL, until)
                        .onConflict(GATEWAY_HOLDER.GATEWAY)
                        .doUpdate()
                        .set(GATEWAY_HOLDER.SERVER, server)
                        .set(GATEWAY_HOLDER.HELD_UNTIL, until)
                        .where(
                                GATEWAY_HOLDER
                                        .SERVER
                                        .eq(server)
                                        .or(GATEWAY_HOLDER.HELD_UNTIL.lt(now)))
                        .execute()
                == 1;
    }

    /** Nobody of those whose names begin so holds any more. */
    public void free(Tx tx, String servers) {
        tx.dsl()
                .deleteFrom(GATEWAY_HOLDER)
                .where(GATEWAY_HOLDER.SERVER.startsWith(servers))
                .execute();
    }

    /** Another server may from now on. */
    public void letGo(Tx tx, String gateway, String server) {
        tx.dsl()
                .deleteFrom(GATEWAY_HOLDER)
                .where(GATEWAY_HOLDER.GATEWAY.eq(gateway), GATEWAY_HOLDER.SERVER.eq(server))
                .execute();
    }
}
