package io.recaller.routing;

import java.util.UUID;

/** One offer of a contact to an agent (a UUIDv7). */
public record OfferId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
