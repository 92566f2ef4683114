package io.recaller.continuation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.TrustTier;
import java.util.UUID;

/**
 * A page beside a call.
 *
 * @param call as the call came in
 * @param cap as much as the page is trusted, before number matching
 * @param seat how often it was taken: of two of one browser the last counts
 */
public record Joined(UUID id, ContactId contact, Arrival call, TrustTier cap, int seat) {
    /** By which number matching knows it. */
    String name() {
        return id.toString();
    }
}
