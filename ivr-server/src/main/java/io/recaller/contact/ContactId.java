package io.recaller.contact;

import java.util.UUID;

/** Our own id of one contact (a UUIDv7); travels with the call in {@code RECALLER_CONTACT}. */
public record ContactId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
