package io.recaller.message;

import java.util.Locale;

/** How a gateway does; the lower case name is what rows carry. */
public enum Aliveness {
    /** Nothing was asked for or sent by it yet. */
    IDLE,
    WORKS,
    /** Nothing passes it before somebody acts. */
    DEAD;

    /** As rows carry it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Aliveness of(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
