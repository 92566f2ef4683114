package io.recaller.agent;

import java.util.UUID;

/** One phone an agent can sit at (a UUIDv7). */
public record StationId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
