package io.recaller.api;

import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Objects;

/** What every request passes before it is read: key, allowance, media type. */
final class Gate {
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
        var wait = allowance.take(owner.get());
        if (wait.isPresent()) {
            Answers.send(context, Problem.tooManyRequests(wait.get()));
        } else if (context.request().method().name().equals("POST") && !isJson(context)) {
            Answers.send(context, Problem.unsupportedMediaType());
        } else {
            context.next();
        }
    }

    private static boolean isJson(RoutingContext context) {
        var type = header(context, "Content-Type").toLowerCase(Locale.ROOT);
        return type.split(";", 2)[0].strip().equals("application/json");
    }

    private static String header(RoutingContext context, String name) {
        return Objects.requireNonNullElse(context.request().getHeader(name), "");
    }
}
