package io.recaller.contact;

/** The doors a customer may come through; the lower case name is what rows and JSON carry. */
public enum Channel {
    PHONE,
    CHAT,
    EMAIL,
    SMS,
    MESSENGER,
    WEB,
    SHOP
}
