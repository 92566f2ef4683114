package io.recaller.speech;

import java.util.Locale;

/**
 * A language a flow can speak.
 *
 * @param tag the BCP 47 primary language, two or three lower case letters: {@code en}, {@code ru},
 *     {@code kk}
 */
public record Language(String tag) {
    public Language {
        if (!tag.matches("[a-z]{2,3}")) {
            throw new IllegalArgumentException("language must be like en, ru or kk: " + tag);
        }
    }

    public Locale locale() {
        return Locale.of(tag);
    }

    @Override
    public String toString() {
        return tag;
    }
}
