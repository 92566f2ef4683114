package io.recaller.api;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One thing wrong with a request.
 *
 * @param field path of the member, such as {@code contacts/3/channel}, or name of the parameter
 * @param detail what is wrong and what to write instead; never the value itself
 */
record FieldError(String field, String detail) {
    /** In one answer. */
    static final int MOST_TOLD = 100;

    /** About one item of a batch. */
    static final int MOST_OF_ITEM = 10;

    static List<FieldError> first(List<FieldError> errors, int most) {
        return errors.subList(0, Math.min(most, errors.size()));
    }

    JsonObject json() {
        return new JsonObject().put("field", field).put("detail", detail);
    }
}
