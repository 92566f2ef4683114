package io.recaller.contact;

/** Whether somebody talked, or only something happened. */
public enum Nature {
    /** They talked to us, or we to them. */
    INTERACTION,
    /** A page viewed, a purchase, a message received. */
    ACTIVITY
}
