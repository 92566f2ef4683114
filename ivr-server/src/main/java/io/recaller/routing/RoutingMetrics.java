package io.recaller.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.step.QueueName;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is counted about the queue and its offers. */
final class RoutingMetrics {
    /** What service levels are agreed on: "80 % within 20 seconds". */
    private static final Duration[] SERVICE_LEVELS =
            IntStream.of(5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1800)
                    .mapToObj(Duration::ofSeconds)
                    .toArray(Duration[]::new);

    /** Queues that rows name and no settings do any more are one. */
    private static final String OTHER = "other";

    private final Map<QueueName, Timer> waits;
    private final Timer otherWaits;
    private final Timer cardLead;
    private final Counter cardMissed;
    private final Counter rona;
    private final Map<Assignment.Outcome, Counter> offers = new EnumMap<>(Assignment.Outcome.class);

    /**
     * Told from the start, so that the first wait is seen as one.
     *
     * @param queues those of the settings
     */
    RoutingMetrics(MeterRegistry registry, Set<QueueName> queues) {
        waits =
                queues.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        queue -> queue, queue -> wait(registry, queue.slug())));
        otherWaits = wait(registry, OTHER);
        cardLead =
                Timer.builder("recaller.card.lead")
                        .description("From the card on the agent's screen to ringing the phone")
                        .register(registry);
        cardMissed =
                Counter.builder("recaller.card.missed")
                        .description("Phones rung without the card on the agent's screen")
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

    private static Timer wait(MeterRegistry registry, String queue) {
        return Timer.builder("recaller.queue.wait")
                .description("From entering the queue to an agent's answer")
                .tag("queue", queue)
                .serviceLevelObjectives(SERVICE_LEVELS)
                .register(registry);
    }

    void waited(QueueName queue, Duration time) {
        waits.getOrDefault(queue, otherWaits).record(time);
    }

    void shown(Duration beforeTheRing) {
        cardLead.record(beforeTheRing.isNegative() ? Duration.ZERO : beforeTheRing);
    }

    void cardMissed() {
        cardMissed.increment();
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
