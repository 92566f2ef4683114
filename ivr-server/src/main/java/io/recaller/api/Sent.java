package io.recaller.api;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A body as it came, before anything of it was checked.
 *
 * @param path the path's parameters, decoded
 */
record Sent(Sender sender, Map<String, String> path, JsonObject body) {
    Sent {
        path = Map.copyOf(path);
    }
}
