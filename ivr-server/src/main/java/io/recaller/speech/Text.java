package io.recaller.speech;

import com.ibm.icu.text.MessageFormat;
import java.util.Map;
import java.util.Optional;

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
}
