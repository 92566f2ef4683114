package io.recaller.api;

import io.recaller.text.Nearest;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request without body, for the check against the OpenAPI file: each decoded
 * once, unlike the library's own ({@link QueryString}).
 */
record Parameters(
        Map<String, RequestParameter> getPathParameters, Map<String, RequestParameter> getQuery)
        implements ValidatableRequest {
    private static final RequestParameter NONE = new Value(null);

    /** Fails as {@link QueryString#read} does. */
    static Future<ValidatableRequest> of(RoutingContext context, Operation operation) {
        try {
            var given = QueryString.read(context.request().query());
            var path = new HashMap<String, RequestParameter>();
            var query = new HashMap<String, RequestParameter>();
            refuseUnknown(given.keySet(), operation);
            for (var parameter : operation.getParameters()) {
                var name = parameter.getName();
                if (parameter.getIn() == Location.PATH) {
                    path.put(name, new Value(context.pathParam(name)));
                } else if (parameter.getIn() == Location.QUERY) {
                    query.put(name, value(name, given.getOrDefault(name, List.of())));
                } else {
                    throw new IllegalStateException(name + " is neither in the path nor the query");
                }
            }
            return Future.succeededFuture(new Parameters(path, query));
        } catch (ContactReader.WrongValueException wrong) {
            return Future.failedFuture(wrong);
        }
    }

    /** What is in the query of a request with a body; none of these is asked anything there. */
    static Optional<Problem> unknown(RoutingContext context, Operation operation) {
        try {
            refuseUnknown(QueryString.read(context.request().query()).keySet(), operation);
            return Optional.empty();
        } catch (ContactReader.WrongValueException wrong) {
            return Optional.of(Problem.invalid(wrong.errors()));
        }
    }

    /** Passed over, a slip of the finger would be answered as if nothing had been asked. */
    private static void refuseUnknown(Set<String> given, Operation operation) {
        var known =
                operation.getParameters().stream()
                        .filter(each -> each.getIn() == Location.QUERY)
                        .map(Parameter::getName)
                        .toList();
        for (var name : given) {
            if (!known.contains(name)) {
                throw new ContactReader.WrongValueException(name, unknown(name, known));
            }
        }
    }

    private static String unknown(String name, List<String> known) {
        if (known.isEmpty()) {
            return "is not known here; there are no parameters, leave it out";
        }
        return Nearest.to(name, known)
                .map(meant -> "is not known here; did you mean " + meant + "?")
                .orElse("is not known here; there are: " + String.join(", ", known));
    }

    private static RequestParameter value(String name, List<String> values) {
        if (values.size() > 1) {
            throw new ContactReader.WrongValueException(name, "is given twice; write it once");
        }
        return values.isEmpty() ? NONE : new Value(values.getFirst());
    }

    @Override
    public Map<String, RequestParameter> getHeaders() {
        return Map.of();
    }

    @Override
    public Map<String, RequestParameter> getCookies() {
        return Map.of();
    }

    @Override
    public RequestParameter getBody() {
        return NONE;
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    private record Value(@Nullable Object get) implements RequestParameter {}
}
