package io.recaller.routing;

import static io.recaller.db.generated.Tables.AGENT_NOW;
import static org.jooq.impl.DSL.count;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How many contacts wait and what agents do, of all servers of one database: read from the rows
 * when somebody asks, at most every two seconds. While the database is away no figure is told.
 * Thread-safe; whoever reads the gauges blocks.
 */
public final class Headcount {
    /** As the view {@code agent_now} has them. */
    private static final List<String> STATES =
            List.of("logged_out", "not_ready", "ready", "ringing", "talking", "wrap_up");

    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Database database;
    private final InstantSource clock;
    private final Queue queue = new Queue();
    private Instant readAt = Instant.MIN;
    private Optional<Seen> last = Optional.empty();

    public Headcount(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** From now on the registry tells them. */
    public void tell(MeterRegistry registry) {
        Gauge.builder("recaller.queue.waiting", this, each -> each.figure(Seen::waiting))
                .description("Contacts that wait for an agent")
                .strongReference(true)
                .register(registry);
        Gauge.builder("recaller.queue.longest", this, each -> each.figure(Seen::longestSeconds))
                .description("How long the one has waited who has waited longest")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
        for (var state : STATES) {
            Gauge.builder("recaller.agents", this, each -> each.figure(seen -> seen.agents(state)))
                    .description("Agents by what they do")
                    .tag("state", state)
                    .strongReference(true)
                    .register(registry);
        }
    }

    private double figure(ToDoubleFunction<Seen> of) {
        return seen().map(seen -> of.applyAsDouble(seen)).orElse(Double.NaN);
    }

    private synchronized Optional<Seen> seen() {
        var now = clock.instant();
        if (readAt.isBefore(now.minus(FRESH)) || readAt.isAfter(now)) {
            readAt = now;
            last = read(now);
        }
        return last;
    }

    private Optional<Seen> read(Instant now) {
        try {
            return Optional.of(database.inTransaction(tx -> read(tx, now)));
        } catch (RuntimeException away) {
            return Optional.empty();
        }
    }

    private Seen read(Tx tx, Instant now) {
        var agents =
                tx.dsl()
                        .select(AGENT_NOW.STATE, count())
                        .from(AGENT_NOW)
                        .groupBy(AGENT_NOW.STATE)
                        .fetchMap(row -> row.value1(), row -> row.value2());
        var length = queue.length(tx);
        var longest = length.since().map(since -> Duration.between(since, now));
        return new Seen(length.waiting(), longest.orElse(Duration.ZERO), agents);
    }

    private record Seen(int waiting, Duration longest, Map<String, Integer> agents) {
        double longestSeconds() {
            return Math.max(0, longest.toMillis() / 1000.0);
        }

        int agents(String state) {
            return agents.getOrDefault(state, 0);
        }
    }
}
