package io.recaller.gateway.sms.http;

import io.recaller.gateway.sms.SmsPlan;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where things are, as addresses. */
final class CallbackUrls {
    private CallbackUrls() {}

    /** Where a provider tells us things; empty: it cannot reach us. */
    static Optional<String> ours(SmsPlan plan) {
        return plan.address()
                .map(CallbackUrls::withoutSlash)
                .map(base ->
                        base
                                + "/sms/"
                                + plan.gateway()
                                + plan.token().map(token -> "/" + encoded(token)).orElse(""));
    }

    static String withoutSlash(URI base) {
        var text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** As a query or a form. */
    static String form(Map<String, String> fields) {
        return new LinkedHashMap<>(fields)
                .entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
    }
}
