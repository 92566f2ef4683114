package io.recaller.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of a URL, each value decoded once. Vert.x decodes it twice where it checks it
 * against an OpenAPI file (eclipse-vertx/vertx-openapi 117): there {@code %2B} becomes a space.
 *
 * <p>A bare plus is one (RFC 3986): in handles, addresses and times people forget to encode it.
 * Only beside an encoded plus, as forms write it, it is a space.
 */
final class QueryString {
    /** Netty reads a request line byte by byte: what was not encoded is UTF-8 as it was sent. */
    private static final int LAST_BYTE = 0xFF;

    private QueryString() {}

    /**
     * The values by name, in their order.
     *
     * @param query without the question mark; null: there is none
     * @throws ContactReader.WrongValueException when a value is not encoded as UTF-8
     */
    static Map<String, List<String>> read(@Nullable String query) {
        var values = new LinkedHashMap<String, List<String>>();
        if (query == null || query.isEmpty()) {
            return values;
        }
        for (var pair : query.split("&", -1)) {
            var parts = pair.split("=", 2);
            var name = decoded("query", parts[0]);
            values.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(parts.length == 1 ? "" : decoded(name, parts[1]));
        }
        return values;
    }

    /** Percent-decoded once. */
    private static String decoded(String name, String text) {
        var form = text.contains("%2B") || text.contains("%2b");
        var bytes = ByteBuffer.allocate(3 * text.length());
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (character == '%') {
                bytes.put(hex(name, text, at));
                at += 2;
            } else if (character == '+' && form) {
                bytes.put((byte) ' ');
            } else if (character <= LAST_BYTE) {
                bytes.put((byte) character);
            } else {
                throw wrong(name);
            }
        }
        return utf8(name, bytes.flip());
    }

    private static byte hex(String name, String text, int at) {
        var digits = at + 3 <= text.length() ? text.substring(at + 1, at + 3) : "";
        if (!digits.matches("[0-9a-fA-F]{2}")) {
            throw wrong(name);
        }
        return (byte) Integer.parseInt(digits, 16);
    }

    private static String utf8(String name, ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw wrong(name);
        }
    }

    private static ContactReader.WrongValueException wrong(String name) {
        return new ContactReader.WrongValueException(
                name, "is not percent-encoded as UTF-8; write a percent sign as %25");
    }
}
