package io.recaller.customer;

/** The kinds of handle; the lower case name is what rows and the HTTP API carry. */
public enum HandleKind {
    TEL,
    EMAIL,
    TELEGRAM,
    WEB,
    CARD
}
