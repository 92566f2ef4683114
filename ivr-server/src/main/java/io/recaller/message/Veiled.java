package io.recaller.message;

import java.time.Instant;

/**
 * Words with a secret in them: a link that opens something, a code.
 *
 * @param shown what everybody may read
 * @param clear what their reader is told, until it is sent or too old
 * @param until after that nobody is told it
 */
public record Veiled(String shown, String clear, Instant until) {
    /** What stands where the secret is not shown. */
    public static final String VEIL = "••••••";

    /** With other words before it, if there are any. */
    public Veiled after(String words) {
        return words.isBlank()
                ? this
                : new Veiled(words + "\n" + shown, words + "\n" + clear, until);
    }

    /** Never what is in clear. */
    @Override
    public String toString() {
        return "Veiled[until " + until + "]";
    }
}
