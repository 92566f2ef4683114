package io.recaller.api;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A body as it came, before anything of it was checked.
 *
 * @param sender name of the API key
 * @param path the path's parameters, decoded
 */
record Sent(String sender, Map<String, String> path, JsonObject body) {
    Sent {
        path = Map.copyOf(path);
    }
}
