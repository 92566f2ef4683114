package io.recaller.flow;

import io.recaller.contact.OpenRequest;
import io.recaller.customer.TrustTier;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names a condition may use, with their values in one step of one dialogue. */
final class Facts {
    private Facts() {}

    static Map<String, Object> of(Dialogue dialogue, Context context) {
        var facts = new HashMap<String, Object>();
        for (var tier : TrustTier.values()) {
            facts.put(tier.name().toLowerCase(Locale.ROOT), rank(tier));
        }
        var local = context.now().atZone(context.zone());
        facts.put("trust", rank(context.trust()));
        facts.put("known", context.who().isPresent());
        facts.put("fields", context.who().map(Facts::fields).orElse(Map.of()));
        facts.put("data", dialogue.data());
        facts.put("requests", context.who().map(Facts::requests).orElse(List.of()));
        facts.put("now", context.now());
        facts.put("hour", (long) local.getHour());
        facts.put("weekday", (long) local.getDayOfWeek().getValue());
        facts.put("language", dialogue.language().tag());
        return facts;
    }

    /** So that a condition can say {@code trust >= claimed}. */
    private static long rank(TrustTier tier) {
        return List.of(TrustTier.values()).indexOf(tier);
    }

    private static Map<String, String> fields(Context.Known known) {
        var values = new HashMap<String, String>();
        known.fields().forEach((key, field) -> values.put(key, field.value()));
        return values;
    }

    private static List<Map<String, Object>> requests(Context.Known known) {
        return known.requests().stream().map(Facts::request).toList();
    }

    private static Map<String, Object> request(OpenRequest request) {
        return Map.of(
                "kind", request.kind(),
                "topic", request.topic().id(),
                "status", request.status(),
                "open", true,
                "openedAt", request.openedAt());
    }
}
