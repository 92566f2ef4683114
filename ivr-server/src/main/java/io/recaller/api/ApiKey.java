package io.recaller.api;

import java.util.EnumSet;
import java.util.Set;

/**
 * A key of the settings.
 *
 * @param sha256 of the key, 64 hexadecimal digits; the key itself is not kept
 * @param scopes what it may do
 * @param listed whether the settings list the scopes; else it may do what there was before there
 *     were any
 */
public record ApiKey(String sha256, Set<Scope> scopes, boolean listed) {
    /** Nobody gave it a key that was made before: it is given by name only. */
    private static final EnumSet<Scope> LATER = EnumSet.of(Scope.MESSAGES, Scope.ANSWER);

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** One whose scopes are listed. */
    public static ApiKey of(String sha256, Set<Scope> scopes) {
        return new ApiKey(sha256, scopes, true);
    }

    /** One that may do what there was before there were scopes, and nothing that came later. */
    public static ApiKey unlisted(String sha256) {
        return new ApiKey(sha256, EnumSet.complementOf(LATER), false);
    }
}
