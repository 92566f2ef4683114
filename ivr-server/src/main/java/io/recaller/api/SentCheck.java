package io.recaller.api;

import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks what was sent against the OpenAPI file; tells all that is wrong, not only the first. */
final class SentCheck {
    private final Validator body;
    private final Map<String, Validator> path;

    SentCheck(Validator body, Map<String, Validator> path) {
        this.body = body;
        this.path = Map.copyOf(path);
    }

    List<FieldError> errors(Sent sent) {
        var errors = new ArrayList<FieldError>();
        sent.path()
                .forEach((name, value) -> {
                    if (!path.containsKey(name) || !path.get(name).validate(value).getValid()) {
                        errors.add(new FieldError(name, SchemaErrors.remedy(name)));
                    }
                });
        errors.addAll(SchemaErrors.of(body.validate(sent.body())));
        return errors;
    }
}
