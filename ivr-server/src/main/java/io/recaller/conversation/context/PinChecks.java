package io.recaller.conversation.context;

import io.recaller.contact.ContactId;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import java.time.Instant;
import java.util.Optional;

/** Checks what a caller says to prove who they are. Blocking, slow on purpose (a password hash). */
@FunctionalInterface
public interface PinChecks {
    /** Checks and counts. */
    Proof check(Asked asked, String pin, Instant now);

    /**
     * Who is asked for a PIN.
     *
     * @param customer who the contact is taken for; empty when it is nobody's or not known in time.
     *     A line that only a claim names may be another's, who then is tried
     * @param trust what the contact arrived with: how far its line is whose it claims to be
     */
    record Asked(
            ContactId contact,
            Optional<CustomerId> customer,
            Optional<Handle> line,
            TrustTier trust) {}

    /** How it went. */
    sealed interface Proof {
        /** The contact is this customer's, whoever it was taken for. */
        record Accepted(CustomerId customer) implements Proof {}

        record Rejected() implements Proof {}

        /** Locked for now, or nothing to check against. */
        record Impossible() implements Proof {}
    }
}
