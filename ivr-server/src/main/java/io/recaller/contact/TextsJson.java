package io.recaller.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.speech.Language;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.JSONB;

/** How texts by language are written in rows. */
public final class TextsJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private TextsJson() {}

    /** For a row. */
    public static JSONB json(Map<String, String> texts) {
        return JSONB.valueOf(JSON.valueToTree(kept(texts)).toString());
    }

    /** By the codes that languages are kept by; of two spellings of one the code itself counts. */
    public static Map<String, String> kept(Map<String, String> texts) {
        var kept = new TreeMap<String, String>();
        new TreeMap<>(texts).forEach((tag, text) -> kept.putIfAbsent(code(tag), text));
        texts.forEach((tag, text) -> kept.computeIfPresent(tag, (_, _) -> text));
        return Map.copyOf(kept);
    }

    private static String code(String tag) {
        return Language.of(tag).map(Language::code).orElse(tag);
    }

    /**
     * Of a row.
     *
     * @throws IllegalStateException when it holds something else
     */
    public static Map<String, String> read(String json) {
        try {
            return JSON.readValue(json, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row must map languages to texts", e);
        }
    }
}
