package io.recaller.customer;

import java.util.UUID;

/** One customer: a person, a household or a firm (a UUIDv7). */
public record CustomerId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
