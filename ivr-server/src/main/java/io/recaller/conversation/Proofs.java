package io.recaller.conversation;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import java.time.Instant;
import java.util.Optional;

/** Checks what a caller says to prove who they are. Blocking, slow on purpose (a password hash). */
@FunctionalInterface
public interface Proofs {
    /**
     * Checks and counts.
     *
     * @param trust what the contact arrived with: how far its line is whose it claims to be
     */
    Proof check(
            CustomerId customer, Optional<Handle> line, TrustTier trust, String pin, Instant now);

    /** How it went. */
    enum Proof {
        ACCEPTED,
        REJECTED,
        /** Locked for now, or nothing to check against. */
        IMPOSSIBLE
    }
}
