package io.recaller.customer;

import java.util.List;
import java.util.Optional;

/** Whom a handle identifies. */
public sealed interface Resolution {
    /** Nobody has used it yet. */
    record Nobody() implements Resolution {}

    /** Exactly one customer, merges followed. */
    record One(CustomerId customer) implements Resolution {}

    /** Several share it: it identifies none of them, it only narrows. */
    record Several(List<CustomerId> customers) implements Resolution {
        public Several {
            customers = List.copyOf(customers);
        }
    }

    static Resolution of(List<CustomerId> customers) {
        return switch (customers.size()) {
            case 0 -> new Nobody();
            case 1 -> new One(customers.getFirst());
            default -> new Several(customers);
        };
    }

    /** The customer, when there is exactly one. */
    default Optional<CustomerId> single() {
        return switch (this) {
            case One(CustomerId id) -> Optional.of(id);
            case Nobody _, Several _ -> Optional.empty();
        };
    }
}
