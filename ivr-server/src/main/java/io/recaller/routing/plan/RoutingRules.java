package io.recaller.routing.plan;

import io.recaller.contact.Channel;
import io.recaller.routing.match.Load;
import io.recaller.routing.match.MatchRules;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is matched with whom, as far as an operator decides it.
 *
 * @param capacity how many contacts an agent may hold
 * @param queues of those that settings say something of
 */
public record RoutingRules(Capacity capacity, Map<QueueName, QueueRule> queues)
        implements MatchRules {
    public RoutingRules {
        queues = Map.copyOf(queues);
    }

    /** What the flow asks, of the agents a call at a time. */
    public static RoutingRules usual() {
        return of(Capacity.usual());
    }

    public static RoutingRules of(Capacity capacity) {
        return new RoutingRules(capacity, Map.of());
    }

    /** The queues there are: main, and those that the settings say something of. */
    public Set<QueueName> names() {
        return Stream.concat(Stream.of(QueueName.MAIN), queues.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The steps of a queue, whether settings say something of it or not. */
    @Override
    public QueueRule of(QueueName queue) {
        return queues.getOrDefault(queue, QueueRule.AS_ASKED);
    }

    @Override
    public boolean admits(Load load, Channel channel) {
        return capacity.admits(load, channel);
    }

    @Override
    public boolean needsPhone(Channel channel) {
        return Capacity.needsPhone(channel);
    }
}
