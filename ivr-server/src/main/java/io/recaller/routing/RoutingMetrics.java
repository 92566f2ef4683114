package io.recaller.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What is counted about the queue and its offers. */
final class RoutingMetrics {
    private final Timer wait;
    private final Counter rona;
    private final Map<Assignment.Outcome, Counter> offers = new EnumMap<>(Assignment.Outcome.class);

    RoutingMetrics(MeterRegistry registry) {
        wait =
                Timer.builder("recaller.queue.wait")
                        .description("From entering the queue to an agent's answer")
                        .register(registry);
        rona =
                Counter.builder("recaller.rona")
                        .description("Agents who let it ring")
                        .register(registry);
        for (var outcome : Assignment.Outcome.values()) {
            offers.put(
                    outcome,
                    Counter.builder("recaller.offers")
                            .description("Contacts offered to agents, by how it ended")
                            .tag("outcome", outcome.row())
                            .register(registry));
        }
    }

    void waited(Duration inQueue) {
        wait.record(inQueue);
    }

    void count(Assignment.Outcome outcome) {
        var counter = offers.get(outcome);
        if (counter != null) {
            counter.increment();
        }
        if (outcome == Assignment.Outcome.NO_ANSWER) {
            rona.increment();
        }
    }
}
