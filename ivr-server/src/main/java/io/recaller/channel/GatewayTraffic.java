package io.recaller.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.message.GatewayStates.Passed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what passes the gateways of this server, and remembers when it last did. Any thread. */
public final class GatewayTraffic {
    private static final String TAG = "gateway";

    private final Map<String, Counts> gateways;
    private final InstantSource clock;

    /** Of these gateways; of others nothing is counted. */
    public GatewayTraffic(MeterRegistry meters, Collection<String> gateways, InstantSource clock) {
        this.gateways =
                gateways.stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(), name -> Counts.of(meters, name)));
        this.clock = clock;
    }

    /** Where nobody asks for it. */
    public static GatewayTraffic uncounted() {
        return new GatewayTraffic(new SimpleMeterRegistry(), List.of(), InstantSource.system());
    }

    private record Counts(
            Counter in,
            Counter out,
            Counter failed,
            AtomicReference<@Nullable Instant> lastIn,
            AtomicReference<@Nullable Instant> lastOut) {
        static Counts of(MeterRegistry meters, String gateway) {
            return new Counts(
                    Counter.builder("recaller.messages.in")
                            .description("Messages that came in")
                            .tag(TAG, gateway)
                            .register(meters),
                    Counter.builder("recaller.messages.out")
                            .description("Messages that went out")
                            .tag(TAG, gateway)
                            .register(meters),
                    Counter.builder("recaller.messages.failed")
                            .description("Messages that will never arrive")
                            .tag(TAG, gateway)
                            .register(meters),
                    new AtomicReference<>(),
                    new AtomicReference<>());
        }
    }

    /** A message came in, for the first time. */
    public void in(String gateway) {
        of(gateway)
                .ifPresent(counts -> {
                    counts.in().increment();
                    counts.lastIn().set(clock.instant());
                });
    }

    /** A message left, or is where its reader sees it. */
    public void out(String gateway) {
        of(gateway)
                .ifPresent(counts -> {
                    counts.out().increment();
                    counts.lastOut().set(clock.instant());
                });
    }

    /** A message will never arrive. */
    public void failed(String gateway) {
        of(gateway).ifPresent(counts -> counts.failed().increment());
    }

    /** When something last passed since this server started. */
    public Passed last(String gateway) {
        return of(gateway)
                .map(counts ->
                        new Passed(
                                Optional.ofNullable(counts.lastIn().get()),
                                Optional.ofNullable(counts.lastOut().get())))
                .orElse(Passed.NOTHING);
    }

    private Optional<Counts> of(String gateway) {
        return Optional.ofNullable(gateways.get(gateway));
    }
}
