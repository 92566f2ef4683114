package io.recaller.routing.queue;

import io.recaller.contact.Ended;
import java.util.Locale;

/** How a wait in the queue ended; the lower case name, with a hyphen, is what rows carry. */
public enum WaitOutcome {
    ANSWERED,
    /** The caller hung up. */
    ABANDONED,
    /** Given to the dialplan's ring group. */
    RING_GROUP,
    /** Its queue gave it on: to another queue, to the flow, or to a message and the end. */
    OVERFLOWED,
    /** Its queue had closed, whatever became of it then. */
    CLOSED,
    /** The caller chose another way of the flow by a key. */
    EXITED,
    /**
     * The talk did not come about, or another contact took the place: another entry of the same age
     * goes on with this wait.
     */
    REQUEUED,
    /** Called back in vain. */
    NOT_REACHED,
    /** A call-back that was no longer wanted. */
    SUPERSEDED;

    /** What it was for a wait that was left, by what came of its contact. */
    static WaitOutcome of(Ended.Result result) {
        return switch (result) {
            case RING_GROUP -> RING_GROUP;
            case TURNED_AWAY -> OVERFLOWED;
            case NOT_REACHED -> NOT_REACHED;
            case SUPERSEDED -> SUPERSEDED;
            case SWITCHED -> EXITED;
            case SELF_SERVED, SERVED, ABANDONED, UNFINISHED -> ABANDONED;
        };
    }

    public String row() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static WaitOutcome ofRow(String row) {
        return valueOf(row.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
