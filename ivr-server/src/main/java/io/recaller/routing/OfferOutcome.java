package io.recaller.routing;

import java.util.Locale;

/** How an offer ended; the lower case name is what rows and metrics carry. */
enum OfferOutcome {
    ANSWERED,
    NO_ANSWER,
    /** The phone refused, was busy or could not be reached. */
    REJECTED,
    CALLER_GONE,
    /** The phone could not be made to ring, or to talk: the agent is not to blame. */
    FAILED,
    /** Nothing was heard of it until its lease ran out. */
    EXPIRED;

    String row() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OfferOutcome ofRow(String row) {
        return valueOf(row.toUpperCase(Locale.ROOT));
    }
}
