package io.recaller.routing;

/** What came of a contact leaving the queue; hand it to the router once it is committed. */
public final class Departure {
    private final boolean inQueue;
    private final Aftermath after;

    Departure(boolean inQueue, Aftermath after) {
        this.inQueue = inQueue;
        this.after = after;
    }

    /** Of a contact that was in no queue. */
    public static Departure ofNobody() {
        return new Departure(false, new Aftermath());
    }

    /**
     * Whether the contact was in the queue until now; false: answered, gone before, or never in.
     */
    public boolean wasInQueue() {
        return inQueue;
    }

    Aftermath after() {
        return after;
    }
}
