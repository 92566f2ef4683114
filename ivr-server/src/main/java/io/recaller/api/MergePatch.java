package io.recaller.api;

import io.recaller.customer.Change;
import io.vertx.core.json.JsonObject;

/** Members of a JSON merge patch (RFC 7396): what is left out stays, null forgets. */
final class MergePatch {
    private MergePatch() {}

    /** What a member says of a text. */
    static Change<String> text(JsonObject body, String name) {
        var value = body.getString(name);
        if (value != null) {
            return new Change.To<>(value);
        }
        return body.containsKey(name) ? new Change.Cleared<>() : new Change.Kept<>();
    }
}
