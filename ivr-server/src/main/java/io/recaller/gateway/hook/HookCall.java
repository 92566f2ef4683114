package io.recaller.gateway.hook;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read whole.
 *
 * @param headers by names in lower case; of several of one name the last
 * @param body its bytes as they came: what is signed
 * @param client who asks, or their network, as far as limits go
 */
public record HookCall(String method, Map<String, String> headers, Buffer body, String client) {
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

    /** Without what is in it. */
    @Override
    public String toString() {
        return "HookCall[" + method + "]";
    }
}
