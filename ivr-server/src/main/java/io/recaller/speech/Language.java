package io.recaller.speech;

import com.ibm.icu.util.ULocale;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /**
     * A tag as BCP 47 writes it: {@code kk-KZ} of {@code kk_kz}, {@code ru} of {@code rus}, {@code
     * kk} of {@code kz}, which is a country's.
     */
    public static String plain(String tag) {
        var parts = tag.replace('_', '-').split("-", 2);
        var language = CountryCodes.languageOf(parts[0].toLowerCase(Locale.ROOT)).orElse(parts[0]);
        return ULocale.forLanguageTag(parts.length == 1 ? language : language + "-" + parts[1])
                .toLanguageTag();
    }

    /**
     * What it may stand for, likeliest first: itself, the same by its other code ({@code kaz}), the
     * language of a country whose code was taken for it ({@code kz}).
     */
    public Stream<Language> meant() {
        var same = Optional.of(new ULocale(tag).getLanguage()).filter(known -> !known.isEmpty());
        return Stream.of(Optional.of(this), same.map(Language::new), ofCountry())
                .flatMap(Optional::stream)
                .distinct();
    }

    /** The language of the country whose code this is; empty for a language. */
    public Optional<Language> ofCountry() {
        return CountryCodes.languageOf(tag).map(Language::new);
    }

    public Locale locale() {
        return Locale.of(tag);
    }

    @Override
    public String toString() {
        return tag;
    }
}
