package io.recaller.contact;

/** The doors a customer may come through; the lower case name is what rows and JSON carry. */
public enum Channel {
    PHONE,
    CHAT,
    EMAIL,
    SMS,
    MESSENGER,
    WEB,
    SHOP;

    /** What every contact of our own doors was on before there was another. */
    public static final Channel FIRST = PHONE;

    /** The one on which people speak: it is rung, and who waits on it waits for every second. */
    public static final Channel SPOKEN = PHONE;

    /** Whether people speak on it; on every other they write, or do something. */
    public boolean isSpoken() {
        return this == SPOKEN;
    }

    /** As rows and JSON carry it. */
    public String slug() {
        return Slug.of(this);
    }
}
