package io.recaller.api;

import io.vertx.core.json.JsonObject;

/** What a request is answered with. */
sealed interface Answer permits Answer.Json, Problem {

    int status();

    /** It worked. */
    record Json(int status, JsonObject body) implements Answer {}

    static Answer ok(JsonObject body) {
        return new Json(200, body);
    }
}
