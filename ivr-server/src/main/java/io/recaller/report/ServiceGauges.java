package io.recaller.report;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.plan.ServiceLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How the queues did in the last half hour, as a report of it would say, of all servers of one
 * database: read from the rows when somebody asks, at most every half minute. While the database is
 * away, and where there is nothing to take a figure of, none is told. Thread-safe; whoever reads
 * the gauges blocks.
 */
public final class ServiceGauges {
    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Database database;
    private final InstantSource clock;
    private final ServiceReports reports;
    private final ServiceRules rules;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private Instant readAt = Instant.MIN;
    private Optional<Map<String, QueueFigures>> last = Optional.empty();

    /**
     * @param rules what was agreed for each queue
     */
    public ServiceGauges(Database database, InstantSource clock, ServiceRules rules) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
        this.reports = new ServiceReports(database, clock);
    }

    /**
     * From now on the registry tells them.
     *
     * @param queues told from the start; others once somebody has joined them
     */
    public void tell(MeterRegistry registry, Set<String> queues) {
        queues.forEach(queue -> tell(registry, queue));
    }

    private void tell(MeterRegistry registry, String queue) {
        if (!told.add(queue)) {
            return;
        }
        Function<ToDoubleFunction<QueueFigures>, ToDoubleFunction<ServiceGauges>> figure =
                of -> gauges -> gauges.figure(registry, queue, of);
        Gauge.builder(
                        "recaller.queue.service.level",
                        this,
                        figure.apply(each -> value(each.serviceLevel())))
                .description("Share answered in time, of who joined in the last half hour")
                .tag("queue", queue)
                .strongReference(true)
                .register(registry);
        Gauge.builder("recaller.queue.service.target", rules.of(queue), ServiceLevel::target)
                .description("Share to be answered in time, as agreed for the queue")
                .tag("queue", queue)
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "recaller.queue.answer.speed",
                        this,
                        figure.apply(each -> value(each.asa().map(ServiceGauges::seconds))))
                .description("Mean wait of the answered who joined in the last half hour")
                .baseUnit("seconds")
                .tag("queue", queue)
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "recaller.queue.occupancy",
                        this,
                        figure.apply(each -> value(each.occupancy())))
                .description("Share of the last half hour that the queue's agents were busy")
                .tag("queue", queue)
                .strongReference(true)
                .register(registry);
        abandoned(registry, queue, "no", figure.apply(QueueFigures::abandoned));
        abandoned(registry, queue, "yes", figure.apply(QueueFigures::abandonedShort));
    }

    private void abandoned(
            MeterRegistry registry,
            String queue,
            String isShort,
            ToDoubleFunction<ServiceGauges> number) {
        Gauge.builder("recaller.queue.abandoned", this, number)
                .description("Who hung up, of those who joined in the last half hour")
                .tag("queue", queue)
                .tag("short", isShort)
                .strongReference(true)
                .register(registry);
    }

    private double figure(MeterRegistry registry, String queue, ToDoubleFunction<QueueFigures> of) {
        return seen(registry)
                .map(seen -> Optional.ofNullable(seen.get(queue)).orElseGet(() -> nothing(queue)))
                .map(of::applyAsDouble)
                .orElse(Double.NaN);
    }

    private QueueFigures nothing(String queue) {
        return QueueTally.of(rules, queue).figures();
    }

    private Optional<Map<String, QueueFigures>> seen(MeterRegistry registry) {
        var seen = seen();
        seen.ifPresent(each -> each.keySet().forEach(queue -> tell(registry, queue)));
        return seen;
    }

    private synchronized Optional<Map<String, QueueFigures>> seen() {
        var now = clock.instant();
        if (readAt.isBefore(now.minus(FRESH)) || readAt.isAfter(now)) {
            readAt = now;
            last = read(now);
        }
        return last;
    }

    private Optional<Map<String, QueueFigures>> read(Instant now) {
        try {
            return Optional.of(database.inTransaction(tx -> figures(tx, now)));
        } catch (RuntimeException away) {
            return Optional.empty();
        }
    }

    private Map<String, QueueFigures> figures(Tx tx, Instant now) {
        var window = Timetable.between(now.minus(WINDOW), now, ZoneOffset.UTC);
        return reports.queues(tx, window, rules, Optional.empty()).totals().stream()
                .collect(Collectors.toMap(QueueReport.Row::queue, QueueReport.Row::figures));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static double value(OptionalDouble figure) {
        return figure.orElse(Double.NaN);
    }

    private static double value(Optional<Double> figure) {
        return figure.orElse(Double.NaN);
    }
}
