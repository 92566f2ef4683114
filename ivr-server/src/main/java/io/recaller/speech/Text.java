package io.recaller.speech;

import com.ibm.icu.text.MessageFormat;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is said, per language, as ICU message patterns: {@code "{n, plural, one {# day} other {#
 * days}}"}.
 */
public record Text(Map<Language, String> patterns) {
    public Text {
        patterns = Map.copyOf(patterns);
    }

    /** The words in a language with the arguments filled in; empty when the language is missing. */
    public Optional<String> in(Language language, Map<String, Object> arguments) {
        return Optional.ofNullable(patterns.get(language))
                .map(pattern -> new MessageFormat(pattern, language.locale()).format(arguments));
    }

    /**
     * The speech in a language; empty when the language or the value of an argument is missing,
     * when a value cannot be what the pattern wants (a number, an instant), or the pattern is none.
     */
    public Optional<Speech> speech(Language language, Values values) {
        try {
            return Optional.ofNullable(patterns.get(language))
                    .flatMap(pattern -> new Phrase(language, pattern).speech(values));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The speech as long as it usually is, to know its length before it is spoken: values that are
     * not given are made up.
     *
     * @param given what is known of the values
     * @param now what instants are filled in with
     */
    public Optional<Speech> typical(Language language, Values given, Instant now) {
        try {
            return Optional.ofNullable(patterns.get(language))
                    .flatMap(pattern -> new Phrase(language, pattern).typical(given, now));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The argument names of the pattern in a language.
     *
     * @throws IllegalArgumentException when the pattern is not a message pattern; the message says
     *     where
     */
    public Set<String> arguments(Language language) {
        return wanted(language).keySet();
    }

    /** Whether it is the same whatever the values are, in every language. */
    public boolean isFixed() {
        return patterns.keySet().stream().allMatch(language -> arguments(language).isEmpty());
    }

    /**
     * What the pattern in a language wants its values to be, by argument name.
     *
     * @throws IllegalArgumentException as {@link #arguments}
     */
    public Map<String, Wanted> wanted(Language language) {
        var pattern = patterns.get(language);
        return pattern == null ? Map.of() : new Phrase(language, pattern).arguments();
    }

    /**
     * The pieces that can be made into audio ahead of calls: all of a text without arguments, the
     * words around arguments that are spelled, nothing of a text with other arguments.
     */
    public Speech ahead(Language language, Set<String> spelled) {
        var pattern = patterns.get(language);
        return pattern == null ? Speech.silence() : new Phrase(language, pattern).ahead(spelled);
    }
}
