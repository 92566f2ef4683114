package io.recaller.flow;

import io.recaller.contact.ActiveFact;
import io.recaller.contact.OpenRequest;
import io.recaller.customer.TrustTier;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names a condition may use, with their values in one step of one dialogue. */
final class ConditionNames {
    private ConditionNames() {}

    /** Fields, requests and facts that take more trust to hear of than there is are left out. */
    static Map<String, Object> of(Scene scene, Dialogue dialogue) {
        var names = new HashMap<>(of(dialogue, scene.context()));
        names.putAll(Implied.names(scene.flow(), dialogue, scene.context()));
        return names;
    }

    static Map<String, Object> of(Dialogue dialogue, Context context) {
        var names = new HashMap<String, Object>();
        for (var tier : TrustTier.values()) {
            names.put(tier.name().toLowerCase(Locale.ROOT), rank(tier));
        }
        var local = context.now().atZone(context.zone());
        names.put("trust", rank(context.trust()));
        names.put("known", context.who().isPresent());
        names.put("fields", fields(context));
        names.put("data", dialogue.data());
        names.put("requests", requests(dialogue, context));
        names.put("facts", facts(dialogue, context));
        names.put("now", context.now());
        names.put("hour", (long) local.getHour());
        names.put("weekday", (long) local.getDayOfWeek().getValue());
        names.put("language", dialogue.language().tag());
        return names;
    }

    /** So that a condition can say {@code trust >= claimed}. */
    private static long rank(TrustTier tier) {
        return List.of(TrustTier.values()).indexOf(tier);
    }

    private static Map<String, String> fields(Context context) {
        var values = new HashMap<String, String>();
        context.fields().forEach((key, field) -> values.put(key, field.value()));
        return values;
    }

    private static List<Map<String, Object>> requests(Dialogue dialogue, Context context) {
        return context.who().map(Context.Known::requests).orElse(List.of()).stream()
                .filter(request -> context.access().mayHear(request.tier()))
                .map(request -> request(request, dialogue))
                .toList();
    }

    private static Map<String, Object> request(OpenRequest request, Dialogue dialogue) {
        return Map.of(
                "kind", request.kind(),
                "topic", request.topic().id(),
                "status", request.status(),
                "open", true,
                "openedAt", request.openedAt(),
                "text", text(request.texts(), dialogue));
    }

    private static List<Map<String, Object>> facts(Dialogue dialogue, Context context) {
        return context.who().map(Context.Known::facts).orElse(List.of()).stream()
                .filter(fact -> context.access().mayHear(fact.tier()))
                .map(fact -> fact(fact, dialogue))
                .toList();
    }

    private static Map<String, Object> fact(ActiveFact fact, Dialogue dialogue) {
        var values = new HashMap<String, Object>();
        values.put("kind", fact.kind());
        values.put("topic", fact.topic().id());
        values.put("from", fact.from());
        fact.until().ifPresent(until -> values.put("until", until));
        values.put("text", text(fact.texts(), dialogue));
        return values;
    }

    private static String text(Map<String, String> texts, Dialogue dialogue) {
        return texts.getOrDefault(dialogue.language().tag(), "");
    }
}
