package io.recaller.api;

import io.recaller.http.BodyCoding;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What every request passes before it is read: key, allowance, media type. */
final class Gate {
    private static final String SENDER = "recaller.sender";
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** RFC 7396 gives a merge patch a type of its own. */
    private static final Set<String> JSON =
            Set.of("application/json", "application/merge-patch+json");

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
        var wait = allowance.take(owner.get().name());
        if (wait.isPresent()) {
            Answers.send(context, Problem.tooManyRequests(wait.get()));
        } else if (WITH_BODY.contains(context.request().method().name())
                && !isEmpty(context)
                && !isJson(context)) {
            Answers.send(context, Problem.unsupportedMediaType());
        } else if (!BodyCoding.isUtf8(header(context, "Content-Type"))) {
            Answers.send(context, Problem.otherLetters());
        } else {
            context.next();
        }
    }

    /** Whose key let a request pass. */
    static Sender sender(RoutingContext context) {
        Sender sender = context.get(SENDER);
        return Objects.requireNonNull(sender, SENDER);
    }

    /** The scopes of which the key needs one, unless it has one. */
    static Optional<Problem> lacks(RoutingContext context, Set<Scope> needed) {
        var sender = sender(context);
        return needed.stream().anyMatch(sender::may)
                ? Optional.empty()
                : Optional.of(Problem.scopeMissing(sender.name(), needed));
    }

    /** Says that there is no body, whose type would matter. */
    private static boolean isEmpty(RoutingContext context) {
        return header(context, "Transfer-Encoding").isEmpty()
                && header(context, "Content-Type").isEmpty()
                && Set.of("", "0").contains(header(context, "Content-Length"));
    }

    private static boolean isJson(RoutingContext context) {
        var type = header(context, "Content-Type").toLowerCase(Locale.ROOT);
        return JSON.contains(type.split(";", 2)[0].strip());
    }

    private static String header(RoutingContext context, String name) {
        return Objects.requireNonNullElse(context.request().getHeader(name), "");
    }
}
