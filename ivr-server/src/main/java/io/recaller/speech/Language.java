package io.recaller.speech;

import com.ibm.icu.util.ULocale;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final Pattern KEPT = Pattern.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*");

    private static final int LONGEST_KEPT = 35;

    private static final Set<String> KNOWN = Set.copyOf(List.of(ULocale.getISOLanguages()));

    /** Codes of none, of several, of one that nobody knows. */
    private static final Set<String> NONE = Set.of("und", "mul", "zxx", "mis");

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
     * A tag as it is kept, wherever it comes from, and as BCP 47 writes it: {@code kk-KZ} of {@code
     * kk_kz}, {@code ru} of {@code rus}, {@code kk} of {@code kz}, which is a country's. Empty for
     * what is no language.
     */
    public static Optional<String> kept(String tag) {
        return of(tag).map(language ->
                        language.code() + tag.strip().substring(language.tag().length()))
                .map(spelled -> spelled.replace('_', '-').replaceFirst("[.@].*", ""))
                .map(spelled -> ULocale.forLanguageTag(spelled).toLanguageTag())
                .filter(kept -> kept.length() <= LONGEST_KEPT && KEPT.matcher(kept).matches())
                .filter(kept -> !NONE.contains(kept.split("-", 2)[0]));
    }

    /**
     * The code that BCP 47 has for it, whatever it is written as: {@code kk} of {@code kaz} and of
     * {@code kz}, the code of a country that was taken for its language's.
     */
    public String code() {
        return CountryCodes.languageOf(tag).orElseGet(() -> canonical(tag));
    }

    /** {@code he} of {@code iw}, {@code ru} of {@code rus}. */
    private static String canonical(String tag) {
        var known = ULocale.createCanonical(tag).toLanguageTag().split("-", 2)[0];
        return PRIMARY.matcher(known).matches() ? known : tag;
    }

    /** Whether both are one language, each written in its own way. */
    public boolean means(Language other) {
        return tag.equals(other.tag) || code().equals(other.code());
    }

    /** What is kept for it by language, whichever way that is written. */
    public <T> Optional<T> in(Map<String, T> kept) {
        return Optional.ofNullable(kept.get(tag))
                .or(() -> Optional.ofNullable(kept.get(code())))
                .or(() ->
                        kept.entrySet().stream()
                                .filter(each -> of(each.getKey()).filter(this::means).isPresent())
                                .min(Map.Entry.comparingByKey())
                                .map(Map.Entry::getValue));
    }

    /** The one of these that is this language, whichever way it is written there. */
    public Optional<Language> among(Collection<Language> those) {
        return those.contains(this)
                ? Optional.of(this)
                : those.stream().filter(this::means).min(Comparator.comparing(Language::tag));
    }

    /** Whether the tag says that there is none, or several, or one that nobody knows. */
    public boolean isNone() {
        return NONE.contains(code());
    }

    /** Whether there is such a language, as far as ICU knows. */
    public boolean isKnown() {
        return KNOWN.contains(code()) && !isNone();
    }

    /** The language of the country whose code this is; empty for a language. */
    public Optional<Language> ofCountry() {
        return CountryCodes.languageOf(tag).map(Language::new);
    }

    /** By its code: numbers and plurals of {@code kz} are those of Kazakh. */
    public Locale locale() {
        return Locale.of(code());
    }

    @Override
    public String toString() {
        return tag;
    }
}
