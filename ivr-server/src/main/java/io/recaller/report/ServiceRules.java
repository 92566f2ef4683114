package io.recaller.report;

import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.ServiceLevel;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an operator agrees with the business on.
 *
 * @param level of a queue that has none of its own
 * @param own by the name of the queue
 * @param shortAbandon who gives up sooner was not kept waiting; not part of the service level
 */
public record ServiceRules(
        ServiceLevel level, Map<String, ServiceLevel> own, Duration shortAbandon) {
    private static final Duration SHORT = Duration.ofSeconds(10);

    public ServiceRules {
        own = Map.copyOf(own);
        if (shortAbandon.isNegative()) {
            throw new IllegalArgumentException("short must not be negative: " + shortAbandon);
        }
    }

    /**
     * The same threshold for all queues.
     *
     * @param threshold an answer within this long is in time
     */
    public ServiceRules(Duration threshold, Duration shortAbandon) {
        this(new ServiceLevel(threshold, ServiceLevel.USUAL.target()), Map.of(), shortAbandon);
    }

    /** 80/20; abandons within 10 s are short. */
    public static ServiceRules usual() {
        return new ServiceRules(ServiceLevel.USUAL, Map.of(), SHORT);
    }

    /** What the settings say; abandons within 10 s are short. */
    public static ServiceRules of(QueuePlans plans) {
        var own =
                plans.named().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.getKey().slug(),
                                        each -> each.getValue().serviceLevel()));
        return new ServiceRules(plans.usual().serviceLevel(), own, SHORT);
    }

    /** The same, but for all queues this threshold. */
    public ServiceRules within(Duration threshold) {
        if (!threshold.isPositive()) {
            throw new IllegalArgumentException("threshold must be longer than 0: " + threshold);
        }
        var all =
                own.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        each ->
                                                new ServiceLevel(
                                                        threshold, each.getValue().target())));
        return new ServiceRules(new ServiceLevel(threshold, level.target()), all, shortAbandon);
    }

    /** The same with another bound of short abandons. */
    public ServiceRules withShort(Duration other) {
        return new ServiceRules(level, own, other);
    }

    public ServiceLevel of(String queue) {
        return own.getOrDefault(queue, level);
    }
}
