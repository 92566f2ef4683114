package io.recaller.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jooq.JSONB;

/** How texts by language are written in rows. */
public final class TextsJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private TextsJson() {}

    /** For a row. */
    public static JSONB json(Map<String, String> texts) {
        return JSONB.valueOf(JSON.valueToTree(texts).toString());
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
