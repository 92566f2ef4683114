package io.recaller.customer;

import java.util.Locale;

/**
 * One way to recognise a customer, normalised: a telephone number is E.164.
 *
 * <p>{@link #toString()} masks the value, so a handle may be logged; {@link #value()} may not.
 */
public record Handle(HandleKind kind, String value) {
    public Handle {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a handle needs a value");
        }
    }

    /** As in the HTTP API: {@code tel:+77011234567}. Not for logs. */
    public String uri() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + value;
    }

    @Override
    public String toString() {
        var shown = Math.min(5, value.length() / 3);
        var tail = value.length() > 6 ? 2 : 0;
        return kind.name().toLowerCase(Locale.ROOT)
                + ":"
                + value.substring(0, shown)
                + "•••••"
                + value.substring(value.length() - tail);
    }
}
