package io.recaller.contact.fact;

import io.recaller.customer.CustomerId;
import java.time.Instant;
import java.util.Optional;

/**
 * A fact or a request, and whom it concerns: one customer or everybody in an area.
 *
 * @param <T> {@link ActiveFact} or {@link OpenRequest}, whether it still is or not
 * @param closedAt of a request; empty: open, or a fact
 */
public record Concerning<T>(
        T what, Optional<CustomerId> customer, Optional<String> area, Optional<Instant> closedAt) {}
