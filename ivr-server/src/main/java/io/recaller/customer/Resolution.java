package io.recaller.customer;

import java.util.LinkedHashSet;
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

    /**
     * Whom several handles together identify: who uses them all; all who use any when nobody does.
     * Handles nobody uses do not count.
     */
    static Resolution narrowing(List<List<CustomerId>> users) {
        var candidates = users.stream().filter(some -> !some.isEmpty()).toList();
        if (candidates.isEmpty()) {
            return new Nobody();
        }
        var common = new LinkedHashSet<>(candidates.getFirst());
        candidates.forEach(common::retainAll);
        var all = candidates.stream().flatMap(List::stream).distinct().toList();
        return of(common.isEmpty() ? all : List.copyOf(common));
    }

    /** The customer, when there is exactly one. */
    default Optional<CustomerId> single() {
        return switch (this) {
            case One(CustomerId id) -> Optional.of(id);
            case Nobody _, Several _ -> Optional.empty();
        };
    }
}
