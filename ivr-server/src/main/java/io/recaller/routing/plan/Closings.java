package io.recaller.routing.plan;

import io.recaller.hours.OpeningHours;
import io.recaller.routing.step.QueueName;
import java.time.Instant;
import java.util.HashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which queues are open. Of one that is closed nobody is rung for: who waits in it is about to be
 * given on.
 */
public record Closings(QueuePlans plans, Supplier<OpeningHours> hours) {
    /** At one moment; each queue is looked up once. One thread. */
    public Predicate<QueueName> at(Instant now) {
        var known = new HashMap<QueueName, Boolean>();
        var current = hours.get();
        return queue -> known.computeIfAbsent(queue, name -> plans.isOpen(name, current, now));
    }
}
