package io.recaller.customer;

/** How sure we are who is speaking, lowest first. A property of one contact, never inherited. */
public enum TrustTier {
    UNKNOWN,
    /** The network's caller id: a claim, not a proof. */
    CLAIMED,
    /** STIR/SHAKEN attestation A. */
    ATTESTED,
    /** PIN, signed link, or an agent's word. */
    VERIFIED;

    public boolean atLeast(TrustTier required) {
        return compareTo(required) >= 0;
    }
}
