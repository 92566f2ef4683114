package io.recaller.transfer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What is counted of talks that are put on hold and handed over. Any thread. */
final class TransferMetrics {
    private final MeterRegistry registry;
    private final Timer hold;

    TransferMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.hold =
                Timer.builder("recaller.hold")
                        .description("How long callers were on hold in a talk")
                        .register(registry);
    }

    void over(String kind, Transfer.Outcome outcome) {
        registry.counter("recaller.transfers", "kind", kind, "outcome", outcome.slug()).increment();
    }

    void held(Duration time) {
        hold.record(time.isNegative() ? Duration.ZERO : time);
    }
}
