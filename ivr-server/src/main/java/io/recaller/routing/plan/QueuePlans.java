package io.recaller.routing.plan;

import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The plans of all queues.
 *
 * @param usual of a queue of which settings say nothing: what they say of all
 */
public record QueuePlans(QueuePlan usual, Map<QueueName, QueuePlan> named) {
    public QueuePlans {
        named = Map.copyOf(named);
    }

    /** One plan for all queues. */
    public static QueuePlans of(QueuePlan usual) {
        return new QueuePlans(usual, Map.of());
    }

    public QueuePlan of(QueueName queue) {
        return named.getOrDefault(queue, usual);
    }

    /** The names of the queues that may give a contact back to its flow. */
    public Set<String> givingBack() {
        return named.entrySet().stream()
                .filter(each -> leads(each.getValue(), Overflow.Way.Flow.class::isInstance))
                .map(each -> each.getKey().slug())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a queue leads callers there when it no longer keeps them. */
    public boolean lead(Predicate<Overflow.Way> there) {
        return named.values().stream().anyMatch(plan -> leads(plan, there));
    }

    private static boolean leads(QueuePlan plan, Predicate<Overflow.Way> there) {
        return plan.overflow().values().stream()
                .flatMap(overflow -> overflow.way().all().stream())
                .anyMatch(there);
    }

    /** The keys of the settings whose texts are missing in a language. */
    public List<String> textsWithout(Language language) {
        var keys = new TreeSet<String>();
        named.forEach((queue, plan) -> {
            plan.comfort()
                    .greeting()
                    .filter(text -> !text.patterns().containsKey(language))
                    .ifPresent(_ -> keys.add("queues." + queue + ".greeting"));
            plan.overflow()
                    .forEach((cause, overflow) ->
                            overflow.message()
                                    .filter(text -> !text.patterns().containsKey(language))
                                    .ifPresent(_ ->
                                            keys.add(
                                                    "queues."
                                                            + queue
                                                            + ".overflow."
                                                            + cause.slug()
                                                            + ".message")));
        });
        return List.copyOf(keys);
    }

    /** Hours that are no longer there keep nobody out. */
    public boolean isOpen(QueueName queue, OpeningHours hours, Instant now) {
        return hours(queue, hours).map(its -> its.isOpen(now)).orElse(true);
    }

    /** When it closes; empty: it is closed, or always open. */
    public Optional<Instant> closesAt(QueueName queue, OpeningHours hours, Instant now) {
        return hours(queue, hours).flatMap(its -> its.closesAt(now));
    }

    /** How it stands with a queue; empty: it is open always. */
    public Optional<Opening> opening(QueueName queue, OpeningHours hours, Instant now) {
        return hours(queue, hours)
                .map(its -> {
                    var isOpen = its.isOpen(now);
                    var until = isOpen ? its.closesAt(now) : its.nextOpening(now);
                    return new Opening(isOpen, until.map(at -> at.atZone(its.zone())));
                });
    }

    private Optional<Hours> hours(QueueName queue, OpeningHours hours) {
        return of(queue).hours().flatMap(hours::of);
    }
}
