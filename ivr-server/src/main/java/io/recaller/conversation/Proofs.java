package io.recaller.conversation;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import java.time.Instant;
import java.util.Optional;

/** Checks what a caller says to prove who they are. Blocking, slow on purpose (a password hash). */
@FunctionalInterface
public interface Proofs {
    Proof check(CustomerId customer, Optional<Handle> line, String pin, Instant now);

    /** How it went. */
    enum Proof {
        ACCEPTED,
        REJECTED,
        /** Locked for now, or nothing to check against. */
        IMPOSSIBLE
    }
}
