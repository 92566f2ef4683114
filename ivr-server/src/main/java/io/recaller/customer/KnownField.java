package io.recaller.customer;

import java.time.Instant;
import java.util.Comparator;

/**
 * Something a customer gave before, on any channel.
 *
 * @param key from the field catalogue, such as {@code account}
 * @param source where it came from, in words of the register: a channel such as {@code chat}
 * @param trust of the contact that gave it, when it gave it
 */
public record KnownField(String key, String value, String source, Instant at, TrustTier trust) {
    /** The newest of the highest trust is the one that counts. */
    static final Comparator<KnownField> LAST_COUNTS =
            Comparator.comparing(KnownField::trust).thenComparing(KnownField::at);

    /** One of a contact that was verified, or that only claimed who it was. */
    public KnownField(String key, String value, String source, Instant at, boolean verified) {
        this(key, value, source, at, verified ? TrustTier.VERIFIED : TrustTier.CLAIMED);
    }

    public boolean verified() {
        return trust == TrustTier.VERIFIED;
    }

    @Override
    public String toString() {
        return "KnownField[" + key + " from " + source + "]";
    }
}
