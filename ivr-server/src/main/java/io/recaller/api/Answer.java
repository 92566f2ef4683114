package io.recaller.api;

import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileContent;
import io.vertx.core.json.JsonObject;

/** What a request is answered with. */
sealed interface Answer permits Answer.Json, Answer.File, Problem {

    int status();

    /** It worked. */
    record Json(int status, JsonObject body) implements Answer {}

    /** A file that somebody sent. */
    record File(Attachment attachment, FileContent content) implements Answer {
        @Override
        public int status() {
            return 200;
        }
    }

    static Answer ok(JsonObject body) {
        return new Json(200, body);
    }
}
