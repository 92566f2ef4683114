package io.recaller.backtest.flow;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.Entry;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.timing.Route;
import io.recaller.menu.planner.Policy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which fields are known of whom. A log does not say, so it is assumed: a field is known once an
 * earlier contact was about something whose way through the flow asks for it. One thread.
 */
final class FieldMemory {
    /** What is keyed into a field for an amount. */
    private static final String AMOUNT = "1000";

    private final Flow flow;
    private final Route ways;
    private final List<Field> fields;
    private final Map<Way, Set<String>> asked = new HashMap<>();
    private final Map<Integer, Map<String, KnownField>> known = new HashMap<>();

    FieldMemory(Flow flow, Route ways) {
        this.flow = flow;
        this.ways = ways;
        this.fields =
                flow.nodes().values().stream()
                        .filter(Node.Form.class::isInstance)
                        .flatMap(form -> ((Node.Form) form).fields().stream())
                        .toList();
    }

    /** Ways differ by topic, and by whether the caller is a stranger. */
    private record Way(Topic topic, boolean stranger) {}

    Map<String, KnownField> of(int customer) {
        return known.getOrDefault(customer, Map.of());
    }

    void learn(ReplayedCall call) {
        var way = new Way(call.topic(), call.history().isEmpty());
        var keys = asked.computeIfAbsent(way, _ -> asked(call));
        if (!of(call.customer()).keySet().containsAll(keys)) {
            var more = new HashMap<>(of(call.customer()));
            keys.forEach(key -> more.put(key, value(key, call.at())));
            known.put(call.customer(), Map.copyOf(more));
        }
    }

    private Set<String> asked(ReplayedCall call) {
        var context = call.context(WayOfServing.DESIGNER, Policy.CONTROL, HeardBefore.nothing());
        var names = ways.of(context).filled(flow.start(), call.topic());
        return fields.stream()
                .filter(field -> names.contains(field.name()))
                .flatMap(FieldMemory::keys)
                .collect(Collectors.toSet());
    }

    private static Stream<String> keys(Field field) {
        return Stream.concat(field.save().stream(), prefilledBy(field).stream());
    }

    private static Optional<String> prefilledBy(Field field) {
        return field.prefill().map(Field.Prefill::key);
    }

    /** Something that the form would take; a log has no catalogue, so the flow's tiers count. */
    private KnownField value(String key, Instant at) {
        var digits =
                fields.stream()
                        .filter(field -> prefilledBy(field).filter(key::equals).isPresent())
                        .findFirst()
                        .map(field -> value(field.entry()))
                        .orElse(AMOUNT);
        return new KnownField(key, digits, "log", at, true).heardFrom(TrustTier.UNKNOWN);
    }

    private static String value(Entry entry) {
        return switch (entry) {
            case Entry.Digits(int min, int _) -> "1".repeat(min);
            case Entry.Amount _ -> AMOUNT;
            case Entry.Date _ -> "2000-01-01";
            case Entry.Email _ -> "name@example.com";
            case Entry.Words _ -> "words";
        };
    }
}
