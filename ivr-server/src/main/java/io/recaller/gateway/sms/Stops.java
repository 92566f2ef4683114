package io.recaller.gateway.sms;

import static io.recaller.db.generated.Tables.SMS_STOP;

import io.recaller.db.Tx;
import java.time.Instant;

/** Who wants no more messages. Each method works in the caller's transaction. Any thread. */
final class Stops {
    /**
     * They want no more.
     *
     * @return false: it is known already
     */
    boolean begin(Tx tx, String gateway, String peer, Instant now) {
        return tx.dsl()
                        .insertInto(SMS_STOP)
                        .set(SMS_STOP.GATEWAY, gateway)
                        .set(SMS_STOP.PEER, peer)
                        .set(SMS_STOP.AT, now)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /** That one message is sent nevertheless: it says so. */
    void confirms(Tx tx, String gateway, String peer, long seq) {
        tx.dsl()
                .update(SMS_STOP)
                .set(SMS_STOP.CONFIRMATION, seq)
                .where(SMS_STOP.GATEWAY.eq(gateway), SMS_STOP.PEER.eq(peer))
                .execute();
    }

    /** They wrote again. */
    void end(Tx tx, String gateway, String peer) {
        tx.dsl()
                .deleteFrom(SMS_STOP)
                .where(SMS_STOP.GATEWAY.eq(gateway), SMS_STOP.PEER.eq(peer))
                .execute();
    }

    boolean forbids(Tx tx, String gateway, String peer, long seq) {
        return tx.dsl()
                .fetchExists(
                        SMS_STOP,
                        SMS_STOP.GATEWAY.eq(gateway),
                        SMS_STOP.PEER.eq(peer),
                        SMS_STOP.CONFIRMATION.isNull().or(SMS_STOP.CONFIRMATION.ne(seq)));
    }
}
