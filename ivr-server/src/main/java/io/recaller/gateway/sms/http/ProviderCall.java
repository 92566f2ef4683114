package io.recaller.gateway.sms.http;

import io.recaller.gateway.hook.HookCall;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request of a provider, read whole.
 *
 * @param target path and query as they came
 * @param headers by names in lower case
 * @param token from the path; empty: there is none
 */
record ProviderCall(
        String method,
        String target,
        Map<String, String> headers,
        Optional<String> token,
        Buffer body) {
    private static final String BEARER = "bearer ";

    static ProviderCall of(HookCall call) {
        return new ProviderCall(
                call.method(), call.target(), call.headers(), call.pathToken(), call.body());
    }

    /** Of query and form together. */
    Fields fields() {
        var question = target.indexOf('?');
        var query = question < 0 ? "" : target.substring(question + 1);
        return isForm() ? Fields.of(query).and(form()) : Fields.of(query);
    }

    /** Of the form alone; none where the body is none. */
    Fields form() {
        return isForm() ? Fields.of(body.getBytes()) : Fields.of("");
    }

    private boolean isForm() {
        return header("content-type")
                .filter(type ->
                        type.toLowerCase(Locale.ROOT)
                                .startsWith("application/x-www-form-urlencoded"))
                .isPresent();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** What is shown instead of a signature. */
    Optional<String> shown() {
        return token.or(() ->
                header("authorization")
                        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                        .map(value -> value.substring(BEARER.length()).strip()));
    }

    @Override
    public String toString() {
        return "Callback[" + method + "]";
    }
}
