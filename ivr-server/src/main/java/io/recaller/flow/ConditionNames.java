package io.recaller.flow;

import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelLateFunctionBindings;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.customer.TrustTier;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names a condition may use, with their values in one step of a dialogue.
 *
 * @param values by name
 * @param hours what {@code open('…')} and {@code next_opening('…')} ask
 */
public record ConditionNames(Map<String, Object> values, OpeningHours hours, Instant now) {
    /** Whether the named hours are open now. */
    public static final String OPEN = "open";

    /** When the named hours open next; what never opens has none. */
    public static final String NEXT_OPENING = Implied.NEXT_OPENING;

    /** Fields, requests and facts that take more trust to hear of than there is are left out. */
    public static ConditionNames of(Collected collected, Context context) {
        var names = new HashMap<String, Object>(Implied.names(collected, context));
        for (var tier : TrustTier.values()) {
            names.put(tier.name().toLowerCase(Locale.ROOT), rank(tier));
        }
        var local = context.now().atZone(context.zone());
        names.put("trust", rank(context.trust()));
        names.put("known", context.who().isPresent());
        names.put("fields", fields(context));
        names.put("data", collected.data());
        names.put("requests", requests(collected, context));
        names.put("facts", facts(collected, context));
        names.put("now", context.now());
        names.put("hour", (long) local.getHour());
        names.put("weekday", (long) local.getDayOfWeek().getValue());
        names.put("language", collected.language().tag());
        return new ConditionNames(names, context.hours(), context.now());
    }

    /** The overload of a function over the name of opening hours. */
    public static String overload(String function) {
        return function + "_string";
    }

    /** For one evaluation: what they hold does not change meanwhile, as CEL wants it. */
    @SuppressWarnings("Immutable") // the hours are a snapshot of this evaluation
    CelFunctionResolver functions() {
        return CelLateFunctionBindings.from(
                CelFunctionBinding.from(
                        overload(OPEN), String.class, name -> named(name).isOpen(now)),
                CelFunctionBinding.from(
                        overload(NEXT_OPENING),
                        String.class,
                        name -> named(name).nextOpening(now).orElseThrow()));
    }

    /** Hours that were taken out of the settings while a call asks for them decide nothing. */
    private Hours named(String name) {
        return hours.of(name).orElseThrow();
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

    private static List<Map<String, Object>> requests(Collected collected, Context context) {
        return context.who().map(Context.Known::requests).orElse(List.of()).stream()
                .filter(request -> context.access().mayHear(request.tier()))
                .map(request -> request(request, collected))
                .toList();
    }

    private static Map<String, Object> request(OpenRequest request, Collected collected) {
        return Map.of(
                "kind", request.kind(),
                "topic", request.topic().id(),
                "status", request.status(),
                "open", true,
                "openedAt", request.openedAt(),
                "text", text(request.texts(), collected));
    }

    private static List<Map<String, Object>> facts(Collected collected, Context context) {
        return context.who().map(Context.Known::facts).orElse(List.of()).stream()
                .filter(fact -> context.access().mayHear(fact.tier()))
                .map(fact -> fact(fact, collected))
                .toList();
    }

    private static Map<String, Object> fact(ActiveFact fact, Collected collected) {
        var values = new HashMap<String, Object>();
        values.put("kind", fact.kind());
        values.put("topic", fact.topic().id());
        values.put("from", fact.from());
        fact.until().ifPresent(until -> values.put("until", until));
        values.put("text", text(fact.texts(), collected));
        return values;
    }

    private static String text(Map<String, String> texts, Collected collected) {
        return collected.language().in(texts).orElse("");
    }
}
