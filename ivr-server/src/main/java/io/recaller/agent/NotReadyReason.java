package io.recaller.agent;

import java.util.Locale;

/** Why an agent takes no contacts; the slug is stable and is what rows and metrics carry. */
public enum NotReadyReason {
    /** Just signed in, not yet ready. */
    SIGNED_IN,
    BREAK,
    /** Let the phone ring (redirection on no answer). */
    RONA,
    /** The phone refused, was busy or could not be reached. */
    REFUSED,
    /** The desk gave no sign of life until its lease ran out. */
    DISCONNECTED;

    /** Whether it is what we took the agent's silence for, and not the agent's own word. */
    public boolean isBelieved() {
        return switch (this) {
            case SIGNED_IN, BREAK -> false;
            case RONA, REFUSED, DISCONNECTED -> true;
        };
    }

    /** The stable name, such as {@code signed-in}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason of that {@link #slug}. */
    public static NotReadyReason ofSlug(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
