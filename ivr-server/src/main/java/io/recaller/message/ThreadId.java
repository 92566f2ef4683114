package io.recaller.message;

import java.util.UUID;

/** Names a thread: one peer behind one gateway. UUIDv7. */
public record ThreadId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
