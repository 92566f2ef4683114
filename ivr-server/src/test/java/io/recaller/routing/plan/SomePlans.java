package io.recaller.routing.plan;

import io.recaller.routing.step.QueueName;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Plans as tests need them. */
public final class SomePlans {
    private SomePlans() {}

    public static QueuePlan waitingAtMost(Duration longest) {
        var usual = QueuePlan.usual();
        return new QueuePlan(
                usual.hours(),
                usual.comfort(),
                longest,
                usual.overflow(),
                usual.serviceLevel(),
                usual.ringFor(),
                usual.wrapUp());
    }

    /** Open by these hours, with what becomes of whom it does not keep. */
    public static QueuePlan overflowing(String hours, Map<OverflowCause, Overflow> overflow) {
        var usual = QueuePlan.usual();
        return new QueuePlan(
                Optional.of(hours).filter(name -> !name.isEmpty()),
                usual.comfort(),
                usual.longestWait(),
                overflow,
                usual.serviceLevel(),
                usual.ringFor(),
                usual.wrapUp());
    }

    public static QueuePlan with(QueuePlan plan, Comfort comfort) {
        return new QueuePlan(
                plan.hours(),
                comfort,
                plan.longestWait(),
                plan.overflow(),
                plan.serviceLevel(),
                plan.ringFor(),
                plan.wrapUp());
    }

    public static Overflow to(String queue) {
        return new Overflow(Optional.empty(), new Overflow.Way.Queue(new QueueName(queue)));
    }

    /** Said in English. */
    public static Overflow saying(String words, Overflow.Way way) {
        return new Overflow(Optional.of(english(words)), way);
    }

    public static Text english(String words) {
        return new Text(Map.of(new Language("en"), words));
    }

    public static RoutingSettings settings(QueuePlans plans) {
        return settings(RoutingRules.usual(), plans);
    }

    public static RoutingSettings settings(RoutingRules rules, QueuePlans plans) {
        var usual = RoutingSettings.usual();
        return new RoutingSettings(
                usual.ringFor(),
                usual.offerLease(),
                usual.deskLease(),
                usual.wrapUp(),
                usual.poll(),
                rules,
                usual.longestWrapUp(),
                plans);
    }
}
