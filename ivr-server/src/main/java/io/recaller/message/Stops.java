package io.recaller.message;

import static io.recaller.db.generated.Tables.SMS_STOP;

import io.recaller.db.Tx;
import java.time.Instant;

/**
 * Who wants no more messages by a gateway. Each method works in the caller's transaction. Any
 * thread.
 */
public final class Stops {
    /**
     * They want no more, from then on or from when they said so last.
     *
     * @return false: it is known already
     */
    public boolean begin(Tx tx, String gateway, String peer, Instant at) {
        var isNew =
                tx.dsl()
                                .insertInto(SMS_STOP)
                                .set(SMS_STOP.GATEWAY, gateway)
                                .set(SMS_STOP.PEER, peer)
                                .set(SMS_STOP.AT, at)
                                .onConflictDoNothing()
                                .execute()
                        == 1;
        if (!isNew) {
            later(tx, gateway, peer, at);
        }
        return isNew;
    }

    private static void later(Tx tx, String gateway, String peer, Instant at) {
        tx.dsl()
                .update(SMS_STOP)
                .set(SMS_STOP.AT, at)
                .where(SMS_STOP.GATEWAY.eq(gateway), SMS_STOP.PEER.eq(peer), SMS_STOP.AT.lt(at))
                .execute();
    }

    /** That one message is sent nevertheless: it says so. */
    public void confirms(Tx tx, String gateway, String peer, long seq) {
        tx.dsl()
                .update(SMS_STOP)
                .set(SMS_STOP.CONFIRMATION, seq)
                .where(SMS_STOP.GATEWAY.eq(gateway), SMS_STOP.PEER.eq(peer))
                .execute();
    }

    /** They wrote again. */
    public void end(Tx tx, String gateway, String peer) {
        tx.dsl()
                .deleteFrom(SMS_STOP)
                .where(SMS_STOP.GATEWAY.eq(gateway), SMS_STOP.PEER.eq(peer))
                .execute();
    }

    /** They wrote then: what is told late was before they wanted no more. */
    public void end(Tx tx, String gateway, String peer, Instant at) {
        tx.dsl()
                .deleteFrom(SMS_STOP)
                .where(SMS_STOP.GATEWAY.eq(gateway), SMS_STOP.PEER.eq(peer), SMS_STOP.AT.le(at))
                .execute();
    }

    /** Whether they want none now. */
    public boolean isStopped(Tx tx, String gateway, String peer) {
        return tx.dsl().fetchExists(SMS_STOP, SMS_STOP.GATEWAY.eq(gateway), SMS_STOP.PEER.eq(peer));
    }

    /** Whether that message is not to be sent. */
    public boolean forbids(Tx tx, String gateway, String peer, long seq) {
        return tx.dsl()
                .fetchExists(
                        SMS_STOP,
                        SMS_STOP.GATEWAY.eq(gateway),
                        SMS_STOP.PEER.eq(peer),
                        SMS_STOP.CONFIRMATION.isNull().or(SMS_STOP.CONFIRMATION.ne(seq)));
    }
}
