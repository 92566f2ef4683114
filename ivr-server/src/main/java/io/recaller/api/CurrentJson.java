package io.recaller.api;

import io.recaller.contact.ActiveFact;
import io.recaller.contact.OpenRequest;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/** Writes open requests and active facts as the OpenAPI file has them. */
final class CurrentJson {
    private CurrentJson() {}

    static JsonObject request(OpenRequest request) {
        return new JsonObject()
                .put("id", request.id())
                .put("kind", request.kind())
                .put("topic", request.topic().id())
                .put("status", request.status())
                .put("openedAt", request.openedAt().toString())
                .put("tier", request.tier().name().toLowerCase(Locale.ROOT))
                .put("texts", texts(request.texts()));
    }

    static JsonObject fact(ActiveFact fact) {
        var json =
                new JsonObject()
                        .put("id", fact.id())
                        .put("kind", fact.kind())
                        .put("topic", fact.topic().id())
                        .put("from", fact.from().toString())
                        .put("tier", fact.tier().name().toLowerCase(Locale.ROOT))
                        .put("texts", texts(fact.texts()));
        fact.until().ifPresent(until -> json.put("until", until.toString()));
        return json;
    }

    static JsonObject texts(Map<String, String> texts) {
        var json = new JsonObject();
        texts.forEach(json::put);
        return json;
    }
}
