package io.recaller.channel.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.message.GatewayStates.Unsent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How the gateways do, of all servers of one database: read from the rows when somebody asks, at
 * most every two seconds. While the database is away no figure is told. Thread-safe; whoever reads
 * the gauges blocks.
 */
public final class GatewayGauges {
    private static final String TAG = "gateway";
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final LiveGateways live;
    private final InstantSource clock;
    private Instant readAt = Instant.MIN;
    private Map<String, GatewayNow> last = Map.of();

    public GatewayGauges(LiveGateways live, InstantSource clock) {
        this.live = live;
        this.clock = clock;
    }

    /** From now on the registry tells them. */
    public void tell(MeterRegistry registry, Collection<String> gateways) {
        gateways.forEach(gateway -> tell(registry, gateway));
    }

    private void tell(MeterRegistry registry, String gateway) {
        Gauge.builder(
                        "recaller.gateway.alive",
                        this,
                        each -> each.figure(gateway, GatewayGauges::alive))
                .description("Whether messages pass a gateway")
                .tag(TAG, gateway)
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "recaller.messages.waiting",
                        this,
                        each ->
                                each.figure(
                                        gateway,
                                        now -> now.unsent().map(Unsent::messages).orElse(0)))
                .description("Messages that wait to be sent")
                .tag(TAG, gateway)
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "recaller.messages.longest",
                        this,
                        each -> each.figure(gateway, each::longest))
                .description("How many seconds the oldest of them has waited")
                .tag(TAG, gateway)
                .strongReference(true)
                .register(registry);
    }

    private static double alive(GatewayNow now) {
        return switch (now.state()) {
            case IDLE, WORKS -> 1;
            case DEAD -> 0;
            case AWAY -> Double.NaN;
        };
    }

    private double longest(GatewayNow now) {
        return now.unsent()
                .map(unsent -> Duration.between(unsent.since(), clock.instant()))
                .map(wait -> Math.max(0, wait.toMillis() / 1000.0))
                .orElse(0.0);
    }

    private double figure(String gateway, ToDoubleFunction<GatewayNow> of) {
        return Optional.ofNullable(seen().get(gateway))
                .map(now -> of.applyAsDouble(now))
                .orElse(Double.NaN);
    }

    private synchronized Map<String, GatewayNow> seen() {
        var now = clock.instant();
        if (readAt.isBefore(now.minus(FRESH)) || readAt.isAfter(now)) {
            readAt = now;
            last = read();
        }
        return last;
    }

    private Map<String, GatewayNow> read() {
        try {
            return live.look().stream()
                    .collect(Collectors.toMap(GatewayNow::name, Function.identity()));
        } catch (RuntimeException away) {
            return Map.of();
        }
    }
}
