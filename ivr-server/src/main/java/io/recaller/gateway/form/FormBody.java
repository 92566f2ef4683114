package io.recaller.gateway.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.recaller.gateway.hook.HookCall;
import io.recaller.http.BodyCoding;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A form as it was sent: JSON, or as browsers send one by themselves. Pure. */
sealed interface FormBody {
    /** Its fields by their names; one that came several times has all its values. */
    record Fields(Map<String, String> values) implements FormBody {}

    /** Fields that cannot be read. */
    record Wrong(List<FormFlaw> flaws) implements FormBody {}

    /** Not a form at all. */
    record NoForm(int status, String problem) implements FormBody {}

    /** More of them than any form has. */
    int MOST_FIELDS = 100;

    /** As old pages have. */
    String OTHER_LETTERS =
            "Send it in UTF-8; a page in other letters says <form accept-charset=\"utf-8\">.";

    static FormBody read(HookCall call) {
        var type = call.header("content-type").orElse("");
        if (!BodyCoding.isUtf8(type)) {
            return new NoForm(415, OTHER_LETTERS);
        }
        return switch (type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/json" -> json(call);
            case "application/x-www-form-urlencoded" -> encoded(call);
            default ->
                    new NoForm(
                            415,
                            "Send JSON (Content-Type: application/json), or what"
                                    + " URLSearchParams makes"
                                    + " (application/x-www-form-urlencoded).");
        };
    }

    private static FormBody json(HookCall call) {
        var all = tree(call);
        if (!all.isObject() || all.size() > MOST_FIELDS) {
            return new NoForm(
                    400,
                    "Send one JSON object of at most "
                            + MOST_FIELDS
                            + " fields, each once, UTF-8.");
        }
        var values = new LinkedHashMap<String, String>();
        var flaws = new ArrayList<FormFlaw>();
        for (var field : all.properties()) {
            if (field.getValue().isContainerNode()) {
                flaws.add(new FormFlaw(field.getKey(), "must be one text, number or truth"));
            } else if (!field.getValue().isNull()) {
                values.put(field.getKey(), field.getValue().asText());
            }
        }
        return flaws.isEmpty() ? new Fields(values) : new Wrong(flaws);
    }

    private static JsonNode tree(HookCall call) {
        try {
            var read =
                    new ObjectMapper(
                                    JsonFactory.builder()
                                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                            .build())
                            .readTree(call.body().getBytes());
            return read == null ? MissingNode.getInstance() : read;
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }

    private static FormBody encoded(HookCall call) {
        var pairs = call.body().toString(StandardCharsets.ISO_8859_1).split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            return new NoForm(400, "Send at most " + MOST_FIELDS + " fields.");
        }
        try {
            return new Fields(fields(pairs));
        } catch (CharacterCodingException _) {
            return new NoForm(400, OTHER_LETTERS);
        }
    }

    private static Map<String, String> fields(String[] pairs) throws CharacterCodingException {
        var values = new LinkedHashMap<String, String>();
        for (var pair : pairs) {
            var parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                values.merge(
                        decoded(parts[0]),
                        parts.length > 1 ? decoded(parts[1]) : "",
                        (one, other) -> one + ", " + other);
            }
        }
        return values;
    }

    /** Of text that has a byte in each character. */
    private static String decoded(String text) throws CharacterCodingException {
        var bytes = octets(text).getBytes(StandardCharsets.ISO_8859_1);
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static String octets(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
