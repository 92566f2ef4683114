package io.recaller.customer.field;

import io.recaller.customer.Access;
import io.recaller.customer.TrustTier;
import java.time.Instant;
import java.util.Comparator;

/**
 * Something a customer gave before, on any channel.
 *
 * @param key from the field catalogue, such as {@code account}
 * @param source where it came from, in words of the register: a channel such as {@code chat}
 * @param trust of the contact that gave it, when it gave it
 * @param tier trust it takes to hear of it, from the field catalogue
 */
public record KnownField(
        String key, String value, String source, Instant at, TrustTier trust, TrustTier tier) {
    /** The newest of the highest trust is the one that counts. */
    static final Comparator<KnownField> LAST_COUNTS =
            Comparator.comparing(KnownField::trust).thenComparing(KnownField::at);

    /** One of which no catalogue says more: only who proved who they are may hear of it. */
    public KnownField(String key, String value, String source, Instant at, TrustTier trust) {
        this(key, value, source, at, trust, TrustTier.VERIFIED);
    }

    /** One of a contact that was verified, or that only claimed who it was. */
    public KnownField(String key, String value, String source, Instant at, boolean verified) {
        this(key, value, source, at, verified ? TrustTier.VERIFIED : TrustTier.CLAIMED);
    }

    public boolean verified() {
        return trust == TrustTier.VERIFIED;
    }

    /** The same, where it takes another trust to hear of it. */
    public KnownField heardFrom(TrustTier other) {
        return new KnownField(key, value, source, at, trust, other);
    }

    /** Whether who has this access may hear of it, or have anything decided by it. */
    public boolean isOpenTo(Access access) {
        return access.mayHear(tier, trust);
    }

    @Override
    public String toString() {
        return "KnownField[" + key + " from " + source + "]";
    }
}
