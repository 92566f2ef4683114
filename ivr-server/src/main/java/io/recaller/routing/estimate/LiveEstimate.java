package io.recaller.routing.estimate;

import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.routing.estimate.WaitForecast.Spread;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.step.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates waits from the rows: one forecast for all who wait, made anew when somebody asks and
 * the last one is some seconds old. What is told is written, so that it can be held against what
 * came true. Any thread.
 */
public final class LiveEstimate implements WaitEstimate {
    private static final Logger LOG = LoggerFactory.getLogger(LiveEstimate.class);
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration USABLE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMillis(400);

    /** A forecast of a moment. */
    private record Seen(Instant at, Map<ContactId, Spread> spreads) {}

    private final Database db;
    private final RoutingRules rules;
    private final InstantSource clock;
    private final Executor beside;
    private final EstimateRows rows = new EstimateRows();
    private final Map<ContactId, WaitBand> told = new ConcurrentHashMap<>();
    private Seen last = new Seen(Instant.MIN, Map.of());
    private CompletableFuture<Seen> coming = CompletableFuture.completedFuture(last);

    /**
     * Asks nothing of the database until somebody asks it.
     *
     * @param beside runs a forecast while the caller who asks goes on: it takes up to a second
     */
    public LiveEstimate(Database db, RoutingRules rules, InstantSource clock, Executor beside) {
        this.db = db;
        this.rules = rules;
        this.clock = clock;
        this.beside = beside;
    }

    @Override
    public Optional<WaitBand> of(QueueName queue, ContactId contact) {
        var seen = seen(contact);
        var age = Duration.between(seen.at(), clock.instant());
        return Optional.ofNullable(seen.spreads().get(contact))
                .map(spread -> after(spread, age))
                .map(spread -> told(contact, spread));
    }

    /** As fresh as it can be had at once. */
    private Seen seen(ContactId contact) {
        var forecast = forecast();
        var known = last();
        if (isWithin(known, USABLE) && known.spreads().containsKey(contact)) {
            return known;
        }
        try {
            return forecast.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.atDebug().setCause(late).log("no forecast in time");
        }
        return new Seen(clock.instant(), Map.of());
    }

    private boolean isWithin(Seen seen, Duration age) {
        return seen.at().isAfter(clock.instant().minus(age));
    }

    private synchronized Seen last() {
        return last;
    }

    private synchronized CompletableFuture<Seen> forecast() {
        if (coming.isDone() && !isWithin(last, FRESH)) {
            coming = CompletableFuture.supplyAsync(this::look, beside);
        }
        return coming;
    }

    private Seen look() {
        try {
            var now = clock.instant();
            var snapshot = db.inTransaction(tx -> rows.snapshot(tx, rules, now));
            return keep(new Seen(now, WaitForecast.of(snapshot, now.toEpochMilli())));
        } catch (RuntimeException failure) {
            LOG.atWarn().addKeyValue("error", failure.toString()).log("waits cannot be estimated");
            return keep(new Seen(clock.instant(), Map.of()));
        }
    }

    private synchronized Seen keep(Seen seen) {
        last = seen;
        told.keySet().retainAll(seen.spreads().keySet());
        return seen;
    }

    private static Spread after(Spread spread, Duration age) {
        Function<Duration, Duration> rest =
                span -> span.compareTo(age) > 0 ? span.minus(age) : Duration.ZERO;
        return new Spread(
                rest.apply(spread.soon()),
                rest.apply(spread.expected()),
                rest.apply(spread.late()));
    }

    /** The same again is told once. */
    private WaitBand told(ContactId contact, Spread spread) {
        var band = Bands.of(spread);
        if (!band.equals(told.put(contact, band))) {
            beside.execute(() -> write(contact, band, spread));
        }
        return band;
    }

    private void write(ContactId contact, WaitBand band, Spread spread) {
        try {
            db.runInTransaction(tx -> rows.told(tx, contact, band, spread, clock.instant()));
        } catch (RuntimeException lost) {
            LOG.atWarn()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", lost.toString())
                    .log("what a caller was told of the wait is not on the record");
        }
    }
}
