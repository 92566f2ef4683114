package io.recaller.recommendation;

import io.recaller.contact.TopicStore;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What may be recommended, as other systems and operators give it. Each change is one audited
 * transaction. Thread-safe; blocks.
 */
public final class Recommendations {
    /** As many customers may be named by one. */
    public static final int MOST_NAMED = 500;

    private final Database db;
    private final InstantSource clock;
    private final CustomerStore customers;
    private final TopicStore topics;
    private final AuditTrail audit;
    private final RecommendationRows rows = new RecommendationRows();
    private final UptakeFigures figures = new UptakeFigures();

    /**
     * Those over one schema.
     *
     * @param ids makes UUIDv7
     */
    public Recommendations(
            Database db,
            InstantSource clock,
            Supplier<UUID> ids,
            CustomerStore customers,
            TopicStore topics) {
        this.db = db;
        this.clock = clock;
        this.customers = customers;
        this.topics = topics;
        this.audit = new AuditTrail(ids);
    }

    /** What came of giving one. */
    public sealed interface Outcome {
        /**
         * It is there, as it was given.
         *
         * @param isNew false: one of that id was there
         */
        record Put(Recommendation recommendation, boolean isNew) implements Outcome {}

        /** There are no such customers; nothing was changed. */
        record Unknown(List<CustomerId> customers) implements Outcome {}
    }

    /** Enters one, or changes the one of that id; answers to it count on. */
    public Outcome put(AuditTrail.Actor by, NewRecommendation given) {
        return db.inTransaction(tx -> put(tx, by, given));
    }

    private Outcome put(Tx tx, AuditTrail.Actor by, NewRecommendation given) {
        var named = new LinkedHashSet<CustomerId>();
        var unknown = new ArrayList<CustomerId>();
        for (var each : given.customers()) {
            customers.survivor(tx, each).ifPresentOrElse(named::add, () -> unknown.add(each));
        }
        if (!unknown.isEmpty()) {
            return new Outcome.Unknown(unknown);
        }
        var id = given.recommendation().id();
        var topic = topics.accept(tx, given.recommendation().topic()).topic();
        var isNew = rows.put(tx, given.recommendation(), topic, clock.instant());
        rows.name(tx, id, named);
        note(tx, by, "recommendation.put", id);
        return new Outcome.Put(rows.find(tx, id).orElseThrow().recommendation(), isNew);
    }

    /**
     * One, and how it does.
     *
     * @param withdrawnAt empty: it was not
     * @param counts contacts by what became of it in them
     */
    public record Progress(
            Recommendation recommendation,
            Optional<Instant> withdrawnAt,
            Map<OutcomeState, Integer> counts) {
        public Progress {
            counts = Map.copyOf(counts);
        }

        /** Whether it is recommended to anybody now. */
        public boolean runs(Instant now) {
            return withdrawnAt.isEmpty() && recommendation.isValid(now);
        }
    }

    /** Empty: there is none. */
    public Optional<Progress> read(RecommendationId id) {
        return db.inTransaction(
                tx -> rows.find(tx, id).map(one -> progress(tx, List.of(one)).getFirst()));
    }

    /** Those changed last first. */
    public List<Progress> newest(int most) {
        return db.inTransaction(tx -> progress(tx, rows.newest(tx, most)));
    }

    private List<Progress> progress(Tx tx, List<RecommendationRows.Stored> found) {
        var counts =
                figures.counts(tx, found.stream().map(each -> each.recommendation().id()).toList());
        return found.stream()
                .map(each ->
                        new Progress(
                                each.recommendation(),
                                each.withdrawnAt(),
                                counts.getOrDefault(each.recommendation().id(), Map.of())))
                .toList();
    }

    /**
     * It is recommended to nobody any more.
     *
     * @return empty: there is none; false: it was withdrawn before
     */
    public Optional<Boolean> withdraw(AuditTrail.Actor by, RecommendationId id) {
        return db.inTransaction(tx -> rows.find(tx, id).map(_ -> withdraw(tx, by, id)));
    }

    private boolean withdraw(Tx tx, AuditTrail.Actor by, RecommendationId id) {
        var isNews = rows.withdraw(tx, id, clock.instant());
        if (isNews) {
            note(tx, by, "recommendation.withdraw", id);
        }
        return isNews;
    }

    /** What came of saying that a customer took it. */
    public enum Uptake {
        NEWS,
        KNOWN,
        NO_SUCH_RECOMMENDATION,
        NO_SUCH_CUSTOMER
    }

    /** A customer took it, in whatever way; said again it is the same. */
    public Uptake taken(AuditTrail.Actor by, RecommendationId id, CustomerId customer) {
        return db.inTransaction(tx -> {
            if (rows.find(tx, id).isEmpty()) {
                return Uptake.NO_SUCH_RECOMMENDATION;
            }
            var who = customers.survivor(tx, customer);
            if (who.isEmpty()) {
                return Uptake.NO_SUCH_CUSTOMER;
            }
            if (!rows.taken(tx, id, who.get(), clock.instant())) {
                return Uptake.KNOWN;
            }
            audit.write(
                    tx,
                    by.did("recommendation.taken", who.get(), Map.of("id", id.value())),
                    clock.instant());
            return Uptake.NEWS;
        });
    }

    private void note(Tx tx, AuditTrail.Actor by, String action, RecommendationId id) {
        audit.write(tx, by.did(action, Map.of("id", id.value())), clock.instant());
    }
}
