package io.recaller.gateway.hook;

import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read whole.
 *
 * @param target path and query as they came: with some they are signed
 * @param pathToken what the path shows instead of a header; empty: nothing
 * @param headers by names in lower case; of several of one name the last
 * @param body its bytes as they came: what is signed
 * @param client who asks, or their network, as far as limits go
 */
public record HookCall(
        String method,
        String target,
        Optional<String> pathToken,
        Map<String, String> headers,
        Buffer body,
        String client) {
    private static final String BEARER = "bearer ";

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The token that is shown in {@code Authorization}. */
    public Optional<String> token() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    /** As they came, without the question mark; empty: there are none. */
    public String query() {
        var question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    /** A field of the query, the first of that name. */
    public Optional<String> asked(String name) {
        return Arrays.stream(query().split("&"))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2 && field[0].equals(name))
                .findFirst()
                .map(field -> decoded(field[1]));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /** Without what is in it. */
    @Override
    public String toString() {
        return "HookCall[" + method + "]";
    }
}
