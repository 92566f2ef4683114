package io.recaller.routing;

import io.recaller.contact.Ended;
import java.util.Locale;

/** How a wait in the queue ended; the lower case name, with a hyphen, is what rows carry. */
public enum WaitOutcome {
    ANSWERED,
    /** The caller hung up. */
    ABANDONED,
    /** Given to the dialplan's ring group. */
    RING_GROUP,
    /** The talk did not come about: another entry of the same age goes on with this wait. */
    REQUEUED;

    /** What it was for a wait that was left, by what came of its contact. */
    static WaitOutcome of(Ended.Result result) {
        return result == Ended.Result.RING_GROUP ? RING_GROUP : ABANDONED;
    }

    String row() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static WaitOutcome ofRow(String row) {
        return valueOf(row.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
