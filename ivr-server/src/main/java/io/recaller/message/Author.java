package io.recaller.message;

import java.util.Locale;

/** Who wrote a message; the lower case name is what rows and JSON carry. */
public enum Author {
    CUSTOMER,
    FLOW,
    AGENT;

    /** As rows and JSON carry it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Author of(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
