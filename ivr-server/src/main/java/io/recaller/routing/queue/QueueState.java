package io.recaller.routing.queue;

import java.util.Locale;

/** Where a contact that asked for a person stands; the lower case name is what rows carry. */
public enum QueueState {
    WAITING,
    /** An agent is being rung. */
    OFFERED,
    ANSWERED,
    /** Hung up, or gone elsewhere. */
    LEFT;

    public String row() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static QueueState ofRow(String row) {
        return valueOf(row.toUpperCase(Locale.ROOT));
    }
}
