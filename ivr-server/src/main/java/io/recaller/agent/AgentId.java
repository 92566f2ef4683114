package io.recaller.agent;

import java.util.UUID;

/** One agent, for ever (a UUIDv7, never reused). */
public record AgentId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
