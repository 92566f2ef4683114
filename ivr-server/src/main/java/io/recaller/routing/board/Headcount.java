package io.recaller.routing.board;

import static io.recaller.db.generated.Tables.AGENT_NOW;
import static org.jooq.impl.DSL.count;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.queue.WaitingContacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final WaitingContacts waiting = new WaitingContacts();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private Instant readAt = Instant.MIN;
    private Optional<Seen> last = Optional.empty();

    public Headcount(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * From now on the registry tells them.
     *
     * @param queues told from the start; others once somebody has waited in them
     */
    public void tell(MeterRegistry registry, Set<String> queues) {
        queues.forEach(queue -> tell(registry, queue));
        for (var state : STATES) {
            Gauge.builder("recaller.agents", this, each -> each.figure(seen -> seen.agents(state)))
                    .description("Agents by what they do")
                    .tag("state", state)
                    .strongReference(true)
                    .register(registry);
        }
    }

    private void tell(MeterRegistry registry, String queue) {
        if (!told.add(queue)) {
            return;
        }
        Gauge.builder(
                        "recaller.queue.waiting",
                        this,
                        each -> each.inQueue(registry, queue, Length::waiting))
                .description("Contacts that wait for an agent")
                .tag("queue", queue)
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "recaller.queue.callbacks",
                        this,
                        each -> each.inQueue(registry, queue, Length::callbacks))
                .description("Of those who wait, who hung up to be called back")
                .tag("queue", queue)
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "recaller.queue.voicemails",
                        this,
                        each -> each.inQueue(registry, queue, Length::voicemails))
                .description("Of those who wait, the messages")
                .tag("queue", queue)
                .strongReference(true)
                .register(registry);
        Gauge.builder(
                        "recaller.queue.longest",
                        this,
                        each -> each.inQueue(registry, queue, Length::longestSeconds))
                .description("How long the one has waited who has waited longest")
                .baseUnit("seconds")
                .tag("queue", queue)
                .strongReference(true)
                .register(registry);
    }

    private double inQueue(MeterRegistry registry, String queue, ToDoubleFunction<Length> of) {
        return seen().map(
                        seen -> {
                            seen.queues().keySet().forEach(each -> tell(registry, each));
                            return of.applyAsDouble(
                                    seen.queues().getOrDefault(queue, Length.NOBODY));
                        })
                .orElse(Double.NaN);
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
        var queues = new HashMap<String, Length>();
        waiting.lengths(tx)
                .forEach((name, length) ->
                        queues.put(
                                name,
                                new Length(
                                        length.waiting(),
                                        length.callbacks(),
                                        length.voicemails(),
                                        length.since()
                                                .map(since -> Duration.between(since, now))
                                                .orElse(Duration.ZERO))));
        return new Seen(queues, agents);
    }

    private record Length(int waiting, int callbacks, int voicemails, Duration longest) {
        static final Length NOBODY = new Length(0, 0, 0, Duration.ZERO);

        double longestSeconds() {
            return Math.max(0, longest.toMillis() / 1000.0);
        }
    }

    private record Seen(Map<String, Length> queues, Map<String, Integer> agents) {

        int agents(String state) {
            return agents.getOrDefault(state, 0);
        }
    }
}
