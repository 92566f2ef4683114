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

    /** As rows and JSON carry it. */
    public String slug() {
        return Slug.of(this);
    }
}
