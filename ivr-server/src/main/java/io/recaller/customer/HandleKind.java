package io.recaller.customer;

import java.util.Locale;

/** The kinds of handle; the lower case name is what rows and the HTTP API carry. */
public enum HandleKind {
    /** A telephone number of the whole world, E.164. */
    TEL,

    /** A number that is one only here (RFC 3966): an extension, a short code, no area code. */
    LOCAL,

    EMAIL,
    TELEGRAM,

    /** What WhatsApp calls somebody towards us: their number need not be known. */
    WHATSAPP,

    /** What Messenger calls somebody towards a page of ours. */
    MESSENGER,

    /** What Instagram calls somebody towards an account of ours. */
    INSTAGRAM,

    VIBER,
    VK,
    WEB,
    CARD;

    /** As in rows and in the HTTP API. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
