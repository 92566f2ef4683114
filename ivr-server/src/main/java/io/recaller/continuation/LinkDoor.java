package io.recaller.continuation;

import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import io.recaller.message.ThreadId;
import java.time.Instant;
import java.util.Optional;

/** A gateway by which links are sent to whoever calls. */
public interface LinkDoor {
    /** Where whoever owns that number reads it; empty: they are not reached there now. */
    Optional<ThreadId> thread(Tx tx, Handle number, Instant now);
}
