package io.recaller.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What every request passes before it is read: key, allowance, media type. */
final class Gate {
    private static final String SENDER = "recaller.sender";
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT");

    private final ApiKeys keys;
    private final Allowance allowance;

    Gate(ApiKeys keys, Allowance allowance) {
        this.keys = keys;
        this.allowance = allowance;
    }

    void pass(RoutingContext context) {
        var owner = keys.owner(header(context, "Authorization"));
        if (owner.isEmpty()) {
            Answers.send(context, Problem.unauthorized());
            return;
        }
        context.put(SENDER, owner.get());
        var wait = allowance.take(owner.get());
        if (wait.isPresent()) {
            Answers.send(context, Problem.tooManyRequests(wait.get()));
        } else if (WITH_BODY.contains(context.request().method().name()) && !isJson(context)) {
            Answers.send(context, Problem.unsupportedMediaType());
        } else {
            context.next();
        }
    }

    /** Name of the key that let a request pass. */
    static String sender(RoutingContext context) {
        String sender = context.get(SENDER);
        return Objects.requireNonNull(sender, SENDER);
    }

    private static boolean isJson(RoutingContext context) {
        var type = header(context, "Content-Type").toLowerCase(Locale.ROOT);
        return type.split(";", 2)[0].strip().equals("application/json");
    }

    private static String header(RoutingContext context, String name) {
        return Objects.requireNonNullElse(context.request().getHeader(name), "");
    }
}
