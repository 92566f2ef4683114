package io.recaller.speech;

import com.ibm.icu.text.MessageFormat;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is said, per language, as ICU message patterns: {@code "{n, plural, one {# day} other {#
 * days}}"}.
 *
 * @param written patterns of what is read instead, in languages where that differs
 */
public record Text(Map<Language, String> patterns, Map<Language, String> written) {
    public Text {
        patterns = Map.copyOf(patterns);
        written = Map.copyOf(written);
    }

    /** Read as it is said. */
    public Text(Map<Language, String> patterns) {
        this(patterns, Map.of());
    }

    /** Read as it is said; by the codes of languages. */
    public static Text coded(Map<String, String> patterns) {
        return new Text(
                patterns.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> new Language(each.getKey()), Map.Entry::getValue)));
    }

    /** This text, and in languages that it does not have the other one. */
    public Text or(Text other) {
        var said = new HashMap<>(other.patterns);
        said.putAll(patterns);
        return new Text(said, written);
    }

    /** The text whose patterns are those that are read. */
    public Text read() {
        var read = new HashMap<>(patterns);
        read.putAll(written);
        return new Text(read);
    }

    /** The words in a language with the arguments filled in; empty when the language is missing. */
    public Optional<String> in(Language language, Map<String, Object> arguments) {
        return Optional.ofNullable(patterns.get(language))
                .map(pattern -> new MessageFormat(pattern, language.locale()).format(arguments));
    }

    /**
     * The words in a language for each of these arguments, in their order: the pattern is read
     * once, which takes longer than filling it in. None when the language is missing.
     */
    public List<String> each(Language language, List<Map<String, Object>> arguments) {
        var pattern = patterns.get(language);
        if (pattern == null) {
            return List.of();
        }
        var format = new MessageFormat(pattern, language.locale());
        return arguments.stream().map(each -> format.format(each)).toList();
    }

    /**
     * The speech in a language; empty when the language or the value of an argument is missing,
     * when a value cannot be what the pattern wants (a number, an instant), or the pattern is none.
     */
    public Optional<Speech> speech(Language language, Values values) {
        try {
            return Optional.ofNullable(patterns.get(language))
                    .flatMap(pattern -> new Phrase(language, pattern).speech(values))
                    .map(speech -> inWriting(language, values).map(speech::readAs).orElse(speech));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Why {@link #speech} is empty, by argument; none when it is no message pattern. */
    public List<String> unsaid(Language language, Values values) {
        try {
            return Optional.ofNullable(patterns.get(language))
                    .map(pattern -> new Phrase(language, pattern).unsaid(values))
                    .orElse(List.of());
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /**
     * What is read instead: digits as digits. Empty when it is the same, or a value for it is
     * missing.
     */
    private Optional<String> inWriting(Language language, Values values) {
        return isReadOtherwise(language, values)
                ? Optional.ofNullable(read().patterns.get(language))
                        .flatMap(pattern -> new Phrase(language, pattern).speech(values.asRead()))
                        .map(Speech::written)
                : Optional.empty();
    }

    private boolean isReadOtherwise(Language language, Values values) {
        return written.containsKey(language)
                || !Collections.disjoint(arguments(language), values.spelled());
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
        return patterns.keySet().stream().allMatch(language -> arguments(language).isEmpty())
                && (written.isEmpty() || new Text(written).isFixed());
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
     * Whose money the numbers in a language are: by argument name, of each of its uses the codes of
     * what may be meant. Where none is told the name is missing.
     *
     * @throws IllegalArgumentException as {@link #arguments}
     */
    public Map<String, List<Set<String>>> sums(Language language) {
        var pattern = patterns.get(language);
        return pattern == null ? Map.of() : new Phrase(language, pattern).sums();
    }

    /**
     * Tries the pattern in a language with made-up values, so that nobody waits for words that
     * cannot be made.
     *
     * @throws IllegalArgumentException when a style or a kind of value is none; the message says
     *     which
     */
    public void trial(Language language) {
        var pattern = patterns.get(language);
        if (pattern != null) {
            new Phrase(language, pattern).trial();
        }
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
