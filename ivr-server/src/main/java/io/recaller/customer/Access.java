package io.recaller.customer;

import java.util.Optional;

/**
 * What a contact may see of a customer, and what it may change: decided here and nowhere else, by
 * the contact's trust and the trust of the contact that a piece of information came from. Pure.
 *
 * <p>What is claimed narrows and never reveals; what is proved is changed only by a proof.
 *
 * @param trust of the contact that asks or tells
 */
public record Access(TrustTier trust) {

    /** May hear what a trusted system told, that takes so much trust to hear of. */
    public boolean mayHear(TrustTier needed) {
        return mayHear(needed, TrustTier.VERIFIED);
    }

    /**
     * May hear what a contact gave. Nobody hears what came from a contact of which nothing is
     * known: it may be somebody else's, or meant to mislead.
     *
     * @param needed trust it takes to hear of it
     * @param given trust of the contact that gave it
     */
    public boolean mayHear(TrustTier needed, TrustTier given) {
        return trust.atLeast(needed) && given.atLeast(TrustTier.CLAIMED);
    }

    /** May rely on it without hearing and confirming it: what gave it was trusted as much. */
    public boolean mayRelyOn(TrustTier needed, TrustTier given) {
        return mayHear(needed, given) && given.atLeast(needed);
    }

    /** What it tells takes the place of what was given with that trust. */
    public boolean mayReplace(TrustTier given) {
        return trust.atLeast(given);
    }

    /**
     * The language it chooses is the customer's from now on, not only this contact's.
     *
     * @param chosen trust of what chose the language there is
     */
    public boolean mayKeepLanguage(Optional<TrustTier> chosen) {
        return trust.atLeast(TrustTier.CLAIMED) && chosen.stream().allMatch(this::mayReplace);
    }

    /**
     * Becomes a contact of the customer whom a handle identifies, by a link made with that trust.
     */
    public boolean mayJoin(TrustTier link) {
        return trust.atLeast(TrustTier.CLAIMED) || link == TrustTier.UNKNOWN;
    }

    /**
     * What a handle is to the customer of a contact that names it and whom it did not identify yet.
     *
     * @param used whether the contact came by it and its customer is new; else it is only named
     */
    public Standing standing(boolean used) {
        if (trust.atLeast(TrustTier.VERIFIED)) {
            return Standing.PROVED;
        }
        return used ? Standing.OWN : Standing.CLAIMED;
    }
}
