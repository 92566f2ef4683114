package io.recaller.flow.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.customer.TrustTier;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The values of a document the schema has accepted, as what they mean. */
final class Typed {
    /** Where a text is read instead of heard. */
    private static final String WRITTEN = "written";

    private Typed() {}

    static Duration duration(JsonNode owner, String key, Duration otherwise) {
        var text = owner.path(key).asText("");
        if (text.isEmpty()) {
            return otherwise;
        }
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
    }

    /** A longer time: {@code 30m}, {@code 12h}, {@code 14d}. */
    static Duration span(JsonNode owner, String key, Duration otherwise) {
        var text = owner.path(key).asText("");
        if (text.isEmpty()) {
            return otherwise;
        }
        var count = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 'd' -> Duration.ofDays(count);
            case 'h' -> Duration.ofHours(count);
            default -> Duration.ofMinutes(count);
        };
    }

    static TrustTier tier(JsonNode node) {
        return tier(node, "tier", TrustTier.UNKNOWN);
    }

    static TrustTier tier(JsonNode owner, String key, TrustTier otherwise) {
        return optional(owner, key)
                .map(tier -> TrustTier.valueOf(tier.toUpperCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    static Text text(JsonNode owner, String key) {
        var text = owner.path(key);
        return new Text(patterns(text), patterns(text.path(WRITTEN)));
    }

    private static Map<Language, String> patterns(JsonNode text) {
        var patterns = new HashMap<Language, String>();
        text.properties().stream()
                .filter(pattern -> !pattern.getKey().equals(WRITTEN))
                .forEach(pattern ->
                        patterns.put(new Language(pattern.getKey()), pattern.getValue().asText()));
        return patterns;
    }

    static Text textOr(JsonNode owner, String key, Text otherwise) {
        return owner.has(key) ? text(owner, key) : otherwise;
    }

    static Optional<Text> optionalText(JsonNode owner, String key) {
        return owner.has(key) ? Optional.of(text(owner, key)) : Optional.empty();
    }

    static Map<String, String> words(JsonNode owner) {
        var words = new LinkedHashMap<String, String>();
        owner.properties().forEach(word -> words.put(word.getKey(), word.getValue().asText()));
        return words;
    }

    static String word(JsonNode owner, String key) {
        return owner.path(key).asText();
    }

    static Optional<String> optional(JsonNode owner, String key) {
        return owner.has(key) ? Optional.of(word(owner, key)) : Optional.empty();
    }
}
