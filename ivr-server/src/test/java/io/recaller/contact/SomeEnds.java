package io.recaller.contact;

/** Ends as tests need them. */
public final class SomeEnds {
    public static final Ended SELF_SERVED = new Ended.SelfServed();
    public static final Ended HUNG_UP =
            new Ended.Unfinished(Ended.Unfinished.Within.MENU, Parting.OfLine.HUNG_UP);
    public static final Ended ABANDONED = new Ended.Abandoned(false, Parting.OfLine.HUNG_UP);
    public static final Ended RING_GROUP = new Ended.RingGroup(Unserved.QUEUE_UNWRITTEN);

    private SomeEnds() {}

    /** As a row of the page of failures tells it. */
    public static String reason(Ended end) {
        return String.join(" ", end.by().slug(), end.place().slug(), end.why().slug());
    }
}
