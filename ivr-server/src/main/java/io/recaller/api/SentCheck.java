package io.recaller.api;

import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks what was sent against the OpenAPI file; tells all that is wrong, not only the first. */
final class SentCheck {
    private final Sound sound;
    private final Bounds bounds;
    private final Validator body;
    private final Map<String, Validator> path;

    SentCheck(Sound sound, Bounds bounds, Validator body, Map<String, Validator> path) {
        this.sound = sound;
        this.bounds = bounds;
        this.body = body;
        this.path = Map.copyOf(path);
    }

    /**
     * What the schema finds wrong; the rest may be read and told with it.
     *
     * @throws ContactReader.WrongValueException when it holds too much to be looked at: nothing of
     *     it may be read
     */
    List<FieldError> errors(Sent sent) {
        var isSound = sound.is(sent.body());
        var exceeded = isSound ? List.<FieldError>of() : bounds.exceeded(sent.body());
        if (!exceeded.isEmpty()) {
            throw new ContactReader.WrongValueException(exceeded);
        }
        var errors = ofPath(sent);
        if (!isSound) {
            errors.addAll(SchemaErrors.of(body.validate(sent.body())));
            errors.addAll(Unstorable.in(sent.body()));
        }
        return errors;
    }

    private List<FieldError> ofPath(Sent sent) {
        var errors = new ArrayList<FieldError>();
        sent.path()
                .forEach((name, value) -> {
                    if (!path.containsKey(name) || !path.get(name).validate(value).getValid()) {
                        errors.add(new FieldError(name, SchemaErrors.remedy(name)));
                    }
                });
        errors.addAll(Unstorable.in(sent.path()));
        return errors;
    }
}
