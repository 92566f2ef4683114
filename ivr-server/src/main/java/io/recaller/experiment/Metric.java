package io.recaller.experiment;

/** What is compared between policies: each is a sum over customers divided by another. */
public enum Metric {
    /** From the menu's first word to the key that led on, in seconds. */
    SECONDS_TO_OPTION("secondsToOption"),
    /** Menus in which the first key led on, and which were not heard again in the call. */
    FIRST_KEY_RIGHT("firstKeyRight"),
    /** Menus that began with an offer. */
    OFFERS_MADE("offersMade"),
    /** Offers accepted, of those made. */
    OFFERS_TAKEN("offersTaken"),
    /** Offers accepted that led where the caller wanted to go, of those made. */
    OFFERS_RIGHT("offersRight"),
    /** Offers accepted after which the menu was heard again in the call, of those made. */
    OFFERS_WRONG("offersWrong"),
    /** Menus whose first option was another than at the customer's call before. */
    FIRST_OPTION_CHANGES("firstOptionChanges"),
    /** Calls after which the customer did not contact us again, on any channel, for 24 hours. */
    CONTAINMENT_24H("containment24h"),
    /** The same for 7 days. */
    CONTAINMENT_7D("containment7d"),
    /** Calls that were handed to a person. */
    TRANSFERS("transfers");

    private final String slug;

    Metric(String slug) {
        this.slug = slug;
    }

    /** Its name in JSON. */
    public String slug() {
        return slug;
    }
}
