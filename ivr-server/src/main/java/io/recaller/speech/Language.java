package io.recaller.speech;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A language a flow can speak.
 *
 * @param tag the BCP 47 primary language, two or three lower case letters: {@code en}, {@code ru},
 *     {@code kk}
 */
public record Language(String tag) {
    /** A primary language and what may follow it, as BCP 47 and POSIX have it. */
    private static final Pattern TAG =
            Pattern.compile("^([A-Za-z]{2,3})(?:[-_.@][A-Za-z0-9_.@-]{0,32})?$");

    private static final Pattern PRIMARY = Pattern.compile("[a-z]{2,3}");

    public Language {
        if (!PRIMARY.matcher(tag).matches()) {
            throw new IllegalArgumentException("language must be like en, ru or kk: " + tag);
        }
    }

    /**
     * The language of a tag as other systems write it: {@code ru-KZ}, {@code RU} and {@code kk_KZ}
     * are spoken to in {@code ru}, {@code ru} and {@code kk}. Empty for what is no such tag.
     */
    public static Optional<Language> of(String tag) {
        return TAG.matcher(tag.strip())
                .results()
                .map(found -> new Language(found.group(1).toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    public Locale locale() {
        return Locale.of(tag);
    }

    @Override
    public String toString() {
        return tag;
    }
}
