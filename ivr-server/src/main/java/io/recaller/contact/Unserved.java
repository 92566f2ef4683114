package io.recaller.contact;

import io.recaller.contact.Ended.By;
import io.recaller.contact.Ended.Place;
import io.recaller.contact.Ended.Why;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What makes us give a customer to the ring group, or let them go; the slug is part of the
 * dialplan's contract.
 */
public enum Unserved implements Ended.Reason {
    NO_FLOW(Place.ARRIVAL, By.RECALLER, Why.NO_FLOW),
    /** A call that came back, and its dialogue could not be read. */
    DIALOGUE_UNREAD(Place.MENU, By.RECALLER, Why.DATABASE_AWAY),
    FAULT_IN_MENU(Place.MENU, By.RECALLER, Why.FAULT),
    NO_SERVER_IN_MENU(Place.MENU, By.TELEPHONY, Why.SERVERS_AWAY),
    /** The place in the queue could not be written. */
    QUEUE_UNWRITTEN(Place.HAND_OFF, By.RECALLER, Why.DATABASE_AWAY),
    LONGEST_WAIT(Place.QUEUE, By.RECALLER, Why.LONGEST_WAIT),
    /** The queue's hours were over. */
    CLOSED(Place.QUEUE, By.RECALLER, Why.CLOSED),
    /** Nobody who could serve them was signed in. */
    UNSTAFFED(Place.QUEUE, By.RECALLER, Why.UNSTAFFED),
    PLACE_LOST(Place.QUEUE, By.RECALLER, Why.PLACE_LOST),
    FAULT_IN_QUEUE(Place.QUEUE, By.RECALLER, Why.FAULT),
    NO_SERVER_IN_QUEUE(Place.QUEUE, By.TELEPHONY, Why.SERVERS_AWAY);

    private final Place place;
    private final By by;
    private final Why why;

    Unserved(Place place, By by, Why why) {
        this.place = place;
        this.by = by;
        this.why = why;
    }

    Place place() {
        return place;
    }

    @Override
    public By by() {
        return by;
    }

    @Override
    public Why why() {
        return why;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty for what is not a slug of these. */
    public static Optional<Unserved> of(String slug) {
        return Arrays.stream(values()).filter(each -> each.slug().equals(slug)).findAny();
    }
}
