package io.recaller.contact;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Our own id of one contact (a UUIDv7); travels with the call in {@code RECALLER_CONTACT}. */
public record ContactId(UUID value) {
    /**
     * When it was made, to the millisecond: its contact begins then, or nearly so (RFC 9562, 5.7).
     * Empty: it is not of our making.
     */
    public Optional<Instant> madeAt() {
        return value.version() == 7
                ? Optional.of(Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
