package io.recaller.api;

import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.customer.TrustTier;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/** Writes open requests and active facts as the OpenAPI file has them. */
final class CurrentJson {
    private CurrentJson() {}

    /**
     * @param proved whether who asks may see what takes a proof to hear of
     */
    static JsonObject request(OpenRequest request, boolean proved) {
        var json =
                new JsonObject()
                        .put("id", request.id())
                        .put("kind", request.kind())
                        .put("topic", request.topic().id())
                        .put("status", request.status())
                        .put("openedAt", request.openedAt().toString());
        return told(json, request.tier(), request.texts(), proved);
    }

    /** As {@link #request}. */
    static JsonObject fact(ActiveFact fact, boolean proved) {
        var json =
                new JsonObject()
                        .put("id", fact.id())
                        .put("kind", fact.kind())
                        .put("topic", fact.topic().id())
                        .put("from", fact.from().toString());
        fact.until().ifPresent(until -> json.put("until", until.toString()));
        return told(json, fact.tier(), fact.texts(), proved);
    }

    private static JsonObject told(
            JsonObject json, TrustTier tier, Map<String, String> texts, boolean proved) {
        json.put("tier", tier.name().toLowerCase(Locale.ROOT));
        return tier == TrustTier.VERIFIED && !proved && !texts.isEmpty()
                ? json.put("texts", new JsonObject()).put("withheldTexts", true)
                : json.put("texts", texts(texts));
    }

    static JsonObject texts(Map<String, String> texts) {
        var json = new JsonObject();
        texts.forEach(json::put);
        return json;
    }
}
