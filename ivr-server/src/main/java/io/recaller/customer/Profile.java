package io.recaller.customer;

import java.util.Optional;
import java.util.UUID;

/**
 * What is kept of a customer besides handles and fields.
 *
 * @param language spoken to in (BCP 47); empty when not known
 * @param segment the business's own name for a kind of customer
 * @param responsibleAgent the agent who looks after this customer
 * @param policy the menu policy drawn for this customer, {@link Arms#CONTROL} for the control
 *     group; empty: not exposed yet
 */
public record Profile(
        CustomerId customer,
        Optional<String> language,
        Optional<String> segment,
        Optional<UUID> responsibleAgent,
        Optional<String> policy) {}
