package io.recaller.routing.step;

import java.util.ArrayList;
import java.util.List;

/**
 * How the contacts of one queue are routed.
 *
 * @param steps in turn; the last one is {@link RoutingStep.Anyone} or is held to for ever
 */
public record QueueRule(List<RoutingStep> steps) {
    /** Of a queue of which the settings say nothing: what the flow asks, however long it takes. */
    public static final QueueRule AS_ASKED =
            new QueueRule(List.of(new RoutingStep.AsAsked(RoutingStep.FOR_EVER)));

    public QueueRule {
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a queue needs a step");
        }
        steps = List.copyOf(steps);
    }

    /** Whether anybody who is signed in may be asked at any of the steps. */
    public boolean couldServe(Wish wish, Staff staff) {
        return steps.stream().anyMatch(step -> CurrentStep.couldServe(step, wish, staff));
    }

    /** These, and then anyone who is ready. */
    public static QueueRule endingWithAnyone(List<RoutingStep> steps) {
        var all = new ArrayList<RoutingStep>(steps);
        all.add(new RoutingStep.Anyone());
        return new QueueRule(all);
    }
}
