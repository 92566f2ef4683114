package io.recaller.conversation.moving;

import io.recaller.db.Tx;
import java.time.Instant;

/** Deletes codes for calls that are good no more, and the lines that guessed. Stateless. */
public final class SpentCodes {
    private final CallCodeRows rows = new CallCodeRows();

    public void forget(Tx tx, Instant now) {
        rows.hold(tx);
        rows.forget(tx, now);
    }
}
