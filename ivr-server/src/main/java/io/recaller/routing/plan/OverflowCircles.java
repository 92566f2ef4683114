package io.recaller.routing.plan;

import io.recaller.routing.plan.Overflow.Way;
import io.recaller.routing.step.QueueName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds queues that give their contacts to one another for ever. Whatever the occasion: whoever was
 * given on because a queue was late must not come back because the other one is closed.
 */
public final class OverflowCircles {
    private final Map<QueueName, QueuePlan> plans;
    private final Set<QueueName> done = new HashSet<>();

    private OverflowCircles(Map<QueueName, QueuePlan> plans) {
        this.plans = plans;
    }

    /** The first there is, from a queue back to itself, which is not repeated; empty: none. */
    public static Optional<List<QueueName>> first(Map<QueueName, QueuePlan> plans) {
        var circles = new OverflowCircles(plans);
        return new TreeSet<>(plans.keySet())
                .stream()
                        .flatMap(queue -> circles.from(queue, new ArrayList<>()).stream())
                        .findFirst();
    }

    private Optional<List<QueueName>> from(QueueName queue, List<QueueName> way) {
        var begins = way.indexOf(queue);
        if (begins >= 0) {
            return Optional.of(List.copyOf(way.subList(begins, way.size())));
        }
        if (done.contains(queue)) {
            return Optional.empty();
        }
        way.add(queue);
        for (var next : next(queue)) {
            var circle = from(next, way);
            if (circle.isPresent()) {
                return circle;
            }
        }
        way.removeLast();
        done.add(queue);
        return Optional.empty();
    }

    private Set<QueueName> next(QueueName queue) {
        var next = new TreeSet<QueueName>();
        Optional.ofNullable(plans.get(queue)).stream()
                .flatMap(plan -> plan.overflow().values().stream())
                .flatMap(overflow -> overflow.way().all().stream())
                .forEach(way -> {
                    if (way instanceof Way.Queue(QueueName name)) {
                        next.add(name);
                    }
                });
        return next;
    }
}
