package io.recaller.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Reads one object, of which no member may stand twice: the last would win unsaid. */
public final class StrictJson {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    /**
     * The object.
     *
     * @throws DecodeException when it is none
     */
    public static JsonObject object(String text) {
        try {
            var map = JSON.readValue(text, OBJECT);
            if (map == null) {
                throw new DecodeException("not an object");
            }
            return new JsonObject(map);
        } catch (JsonProcessingException e) {
            throw new DecodeException("not one object: " + e.getOriginalMessage(), e);
        }
    }
}
