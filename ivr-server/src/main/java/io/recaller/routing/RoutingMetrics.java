package io.recaller.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/** What is counted about the queue and its offers. */
final class RoutingMetrics {
    /** What service levels are agreed on: "80 % within 20 seconds". */
    private static final Duration[] SERVICE_LEVELS =
            IntStream.of(5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1800)
                    .mapToObj(Duration::ofSeconds)
                    .toArray(Duration[]::new);

    private final Timer wait;
    private final Timer cardLead;
    private final Counter cardMissed;
    private final Counter rona;
    private final Map<Assignment.Outcome, Counter> offers = new EnumMap<>(Assignment.Outcome.class);

    RoutingMetrics(MeterRegistry registry) {
        wait =
                Timer.builder("recaller.queue.wait")
                        .description("From entering the queue to an agent's answer")
                        .serviceLevelObjectives(SERVICE_LEVELS)
                        .register(registry);
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

    void waited(Duration inQueue) {
        wait.record(inQueue);
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
