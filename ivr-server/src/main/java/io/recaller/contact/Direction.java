package io.recaller.contact;

/** Who began it, seen from the business. */
public enum Direction {
    INBOUND,
    OUTBOUND
}
