package io.recaller.agent;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an agent types to sign in.
 *
 * @param text in lower case
 */
public record Login(String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,62}");

    public Login {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no login: " + text);
        }
    }

    /** In whatever case it is written; empty: nobody can have such a one. */
    public static Optional<Login> of(String written) {
        return Optional.of(written.strip().toLowerCase(Locale.ROOT))
                .filter(text -> FORM.matcher(text).matches())
                .map(Login::new);
    }

    @Override
    public String toString() {
        return text;
    }
}
