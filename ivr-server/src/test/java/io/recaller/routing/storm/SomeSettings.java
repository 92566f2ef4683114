package io.recaller.routing.storm;

import io.recaller.customer.AuditTrail;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What an operator may have written: two queues, and everything else as it comes. */
final class SomeSettings {
    static final QueueName SUPPORT = new QueueName("support");
    static final AuditTrail.Actor SUPERVISOR =
            new AuditTrail.Actor(AuditTrail.Kind.CLI, "supervisor");

    private SomeSettings() {}

    /** Signals are believed for a while, or every look compares all that there is. */
    static RoutingSettings any(Random random) {
        var ringFor = Duration.ofSeconds(12 + random.nextInt(9));
        var wrapUp = Duration.ofSeconds(10 + random.nextInt(50));
        var widens =
                List.<RoutingStep>of(
                        new RoutingStep.AsAsked(Duration.ofSeconds(10 + random.nextInt(30))));
        var steps = QueueRule.endingWithAnyone(widens);
        var rules =
                random.nextBoolean()
                        ? Map.of(SUPPORT, steps)
                        : Map.of(QueueName.MAIN, steps, SUPPORT, QueueRule.AS_ASKED);
        var plan = QueuePlan.usual().ringingFor(ringFor).wrappingUpFor(wrapUp);
        return new RoutingSettings(
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofDays(30),
                wrapUp,
                random.nextBoolean() ? Duration.ofNanos(1) : Duration.ofMillis(3),
                new RoutingRules(Capacity.usual(), rules),
                Duration.ofMinutes(10),
                new QueuePlans(plan, Map.of(SUPPORT, plan.wrappingUpFor(Duration.ofSeconds(5)))));
    }
}
