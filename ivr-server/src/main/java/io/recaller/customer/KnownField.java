package io.recaller.customer;

import java.time.Instant;

/**
 * Something a customer gave before, on any channel.
 *
 * @param key from the field catalogue, such as {@code account}
 * @param source where it came from, in words of the register: a channel such as {@code chat}
 * @param verified whether the contact that gave it was verified
 */
public record KnownField(String key, String value, String source, Instant at, boolean verified) {
    @Override
    public String toString() {
        return "KnownField[" + key + " from " + source + "]";
    }
}
