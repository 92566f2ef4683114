package io.recaller.routing.plan;

import io.recaller.contact.Unserved;
import java.util.Locale;

/** Why a queue no longer keeps a contact. */
public enum OverflowCause {
    /** It has been in the queue for the longest wait. */
    LONGEST_WAIT(Unserved.LONGEST_WAIT),
    /** The queue's hours are over, or have not begun. */
    CLOSED(Unserved.CLOSED),
    /** Nobody who is signed in could ever serve it. */
    UNSTAFFED(Unserved.UNSTAFFED);

    private final Unserved unserved;

    OverflowCause(Unserved unserved) {
        this.unserved = unserved;
    }

    /** Why the contact was not served, where it ends by this. */
    public Unserved unserved() {
        return unserved;
    }

    /** As settings write it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
