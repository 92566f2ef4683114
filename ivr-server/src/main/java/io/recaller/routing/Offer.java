package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import java.time.Instant;
import java.util.Optional;

/**
 * A contact reserved for an agent.
 *
 * @param outcome empty while the phone rings
 */
record Offer(
        OfferId id,
        ContactId contact,
        AgentId agent,
        Instant leaseUntil,
        Optional<OfferOutcome> outcome) {
    boolean isOpen() {
        return outcome.isEmpty();
    }

    boolean wasAnswered() {
        return outcome.equals(Optional.of(OfferOutcome.ANSWERED));
    }
}
