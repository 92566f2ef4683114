package io.recaller.api;

import io.vertx.core.json.JsonObject;

/**
 * One thing wrong with a request.
 *
 * @param field path of the member, such as {@code contacts/3/channel}, or name of the parameter
 * @param detail what is wrong and what to write instead; never the value itself
 */
record FieldError(String field, String detail) {

    JsonObject json() {
        return new JsonObject().put("field", field).put("detail", detail);
    }
}
