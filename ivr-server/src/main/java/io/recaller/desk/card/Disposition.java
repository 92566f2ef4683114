package io.recaller.desk.card;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The business result an agent picks in wrap-up; the slug is what rows and JSON carry. */
public enum Disposition {
    RESOLVED,
    /** Somebody owes the customer something. */
    FOLLOW_UP,
    UNRESOLVED,
    /** Wrong number, silence, a joke: nothing to learn from. */
    NO_MATTER;

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Disposition> of(String slug) {
        return Arrays.stream(values()).filter(value -> value.slug().equals(slug)).findAny();
    }
}
