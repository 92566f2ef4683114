package io.recaller.routing.assignment;

import java.util.UUID;

/** One contact in one agent's hands (a UUIDv7). */
public record AssignmentId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
