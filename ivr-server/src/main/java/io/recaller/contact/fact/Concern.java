package io.recaller.contact.fact;

import io.recaller.customer.CustomerId;
import java.util.Optional;

/** Whom a fact or a request concerns. */
public sealed interface Concern {
    /** One customer. */
    record Of(CustomerId one) implements Concern {}

    /**
     * Every customer whose field for the area has this value.
     *
     * @param name as it is kept in the field, such as {@code almaty-3}
     */
    record In(String name) implements Concern {
        public In {
            if (name.isBlank()) {
                throw new IllegalArgumentException("an area needs a name");
            }
        }
    }

    /** Empty when it concerns an area. */
    default Optional<CustomerId> customer() {
        return switch (this) {
            case Of(CustomerId one) -> Optional.of(one);
            case In _ -> Optional.empty();
        };
    }

    /** Empty when it concerns one customer. */
    default Optional<String> area() {
        return switch (this) {
            case Of _ -> Optional.empty();
            case In(String name) -> Optional.of(name);
        };
    }
}
