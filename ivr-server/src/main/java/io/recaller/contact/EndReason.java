package io.recaller.contact;

import java.util.Locale;

/** Technically how a contact ended; the slug is stable and is what rows and metrics carry. */
public enum EndReason {
    /** The flow ended as intended, without an agent. */
    SELF_SERVED,
    CALLER_HUNG_UP,
    /** Talked with an agent; then either of the two hung up. */
    SERVED,
    /** The caller left the queue unanswered. */
    ABANDONED,
    /** Went to the dialplan's ring group because we could not serve it. */
    RING_GROUP;

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
