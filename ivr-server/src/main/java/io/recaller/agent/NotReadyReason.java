package io.recaller.agent;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why an agent takes no contacts: one of ours, or a kind of break that the operator named.
 *
 * @param slug stable, what rows and metrics carry, such as {@code signed-in} or {@code lunch}
 */
public record NotReadyReason(String slug) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** Just signed in, not yet ready. */
    public static final NotReadyReason SIGNED_IN = new NotReadyReason("signed-in");

    /** A break of no particular kind. */
    public static final NotReadyReason BREAK = new NotReadyReason("break");

    /** Let the phone ring (redirection on no answer). */
    public static final NotReadyReason RONA = new NotReadyReason("rona");

    /** The phone refused or was busy. */
    public static final NotReadyReason REFUSED = new NotReadyReason("refused");

    /** Asterisk does not know the phone, or cannot reach it. */
    public static final NotReadyReason UNREACHABLE = new NotReadyReason("unreachable");

    /** The desk gave no sign of life until its lease ran out. */
    public static final NotReadyReason DISCONNECTED = new NotReadyReason("disconnected");

    /** What we took the agent's silence for, and not the agent's own word. */
    private static final Set<NotReadyReason> BELIEVED =
            Set.of(RONA, REFUSED, UNREACHABLE, DISCONNECTED);

    public NotReadyReason {
        if (!SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException(
                    "a reason is named in lower case, digits and hyphens: " + slug);
        }
    }

    /** For people: whoever is not ready yet is signed in as all who work are. */
    public String words() {
        return equals(SIGNED_IN) ? "just signed in" : slug;
    }

    /** Whether it is what we took the agent's silence for, and not the agent's own word. */
    public boolean isBelieved() {
        return BELIEVED.contains(this);
    }

    /** Whether an operator's kind of break cannot have this name: it means something already. */
    public boolean isOurs() {
        return equals(SIGNED_IN) || isBelieved();
    }
}
