package io.recaller.recommendation;

import static io.recaller.db.generated.Tables.RECOMMENDATION;
import static io.recaller.db.generated.Tables.RECOMMENDATION_CUSTOMER;
import static io.recaller.db.generated.Tables.RECOMMENDATION_UPTAKE;

import io.recaller.contact.TextsJson;
import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.RecommendationRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.impl.DSL;

/** The rows of what may be recommended. Each method works in the caller's Tx. Stateless. */
final class RecommendationRows {
    /**
     * Enters it, or makes it what is given; what was withdrawn is given again.
     *
     * @return whether it is new
     */
    boolean put(Tx tx, Recommendation given, Topic topic, Instant now) {
        var row = row(given, topic, now);
        var before = find(tx, given.id());
        tx.dsl()
                .insertInto(RECOMMENDATION)
                .set(row)
                .set(RECOMMENDATION.ID, given.id().value())
                .set(RECOMMENDATION.CREATED_AT, now)
                .onConflict(RECOMMENDATION.ID)
                .doUpdate()
                .set(row)
                .setNull(RECOMMENDATION.WITHDRAWN_AT)
                .execute();
        return before.isEmpty();
    }

    private static RecommendationRecord row(Recommendation given, Topic topic, Instant now) {
        var row = new RecommendationRecord();
        row.setProduct(given.product());
        row.setTopic(topic.id());
        row.setTier(given.tier().name().toLowerCase(Locale.ROOT));
        row.setTexts(TextsJson.json(given.texts()));
        row.setSaid(TextsJson.json(given.said()));
        row.setReason(TextsJson.json(given.reason()));
        row.setSegments(given.segments().stream().sorted().toArray(String[]::new));
        row.setIsNamed(given.isNamed());
        row.setWeight(given.weight());
        row.setFromAt(given.from());
        row.setUntilAt(given.until());
        row.setChangedAt(now);
        return row;
    }

    /** It names these from now on, and nobody else. */
    void name(Tx tx, RecommendationId id, Collection<CustomerId> customers) {
        tx.dsl()
                .deleteFrom(RECOMMENDATION_CUSTOMER)
                .where(RECOMMENDATION_CUSTOMER.RECOMMENDATION_ID.eq(id.value()))
                .execute();
        for (var each : customers) {
            tx.dsl()
                    .insertInto(RECOMMENDATION_CUSTOMER)
                    .set(RECOMMENDATION_CUSTOMER.RECOMMENDATION_ID, id.value())
                    .set(RECOMMENDATION_CUSTOMER.CUSTOMER_ID, each.value())
                    .onConflictDoNothing()
                    .execute();
        }
    }

    /**
     * One as it is kept.
     *
     * @param withdrawnAt empty: it was not
     */
    record Stored(Recommendation recommendation, Optional<Instant> withdrawnAt) {}

    Optional<Stored> find(Tx tx, RecommendationId id) {
        return tx.dsl()
                .selectFrom(RECOMMENDATION)
                .where(RECOMMENDATION.ID.eq(id.value()))
                .fetchOptional(RecommendationRows::stored);
    }

    /** Those changed last first. */
    List<Stored> newest(Tx tx, int most) {
        return tx.dsl()
                .selectFrom(RECOMMENDATION)
                .orderBy(RECOMMENDATION.CHANGED_AT.desc(), RECOMMENDATION.ID)
                .limit(most)
                .fetch(RecommendationRows::stored);
    }

    /** Those that are or will be valid, however many; by id. */
    List<Recommendation> running(Tx tx, Instant now) {
        return tx.dsl()
                .selectFrom(RECOMMENDATION)
                .where(RECOMMENDATION.UNTIL_AT.gt(now), RECOMMENDATION.WITHDRAWN_AT.isNull())
                .orderBy(RECOMMENDATION.ID)
                .fetch(RecommendationRows::read);
    }

    /** False: it was before. */
    boolean withdraw(Tx tx, RecommendationId id, Instant now) {
        return tx.dsl()
                        .update(RECOMMENDATION)
                        .set(RECOMMENDATION.WITHDRAWN_AT, now)
                        .where(
                                RECOMMENDATION.ID.eq(id.value()),
                                RECOMMENDATION.WITHDRAWN_AT.isNull())
                        .execute()
                == 1;
    }

    /** Those that name one of a family. */
    Set<RecommendationId> naming(Tx tx, Collection<UUID> family) {
        return tx.dsl()
                .select(RECOMMENDATION_CUSTOMER.RECOMMENDATION_ID)
                .from(RECOMMENDATION_CUSTOMER)
                .where(RECOMMENDATION_CUSTOMER.CUSTOMER_ID.in(family))
                .fetchSet(row -> new RecommendationId(row.value1()));
    }

    /**
     * Somebody took it; the first time counts.
     *
     * @return whether that is news
     */
    boolean taken(Tx tx, RecommendationId id, CustomerId customer, Instant now) {
        return tx.dsl()
                        .insertInto(RECOMMENDATION_UPTAKE)
                        .set(RECOMMENDATION_UPTAKE.RECOMMENDATION_ID, id.value())
                        .set(RECOMMENDATION_UPTAKE.CUSTOMER_ID, customer.value())
                        .set(RECOMMENDATION_UPTAKE.AT, now)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /** Those of the same product as one that one of a family took. */
    Set<RecommendationId> taken(Tx tx, Collection<UUID> family) {
        var same = RECOMMENDATION.as("same");
        return tx.dsl()
                .select(same.ID)
                .from(RECOMMENDATION_UPTAKE)
                .join(RECOMMENDATION)
                .on(RECOMMENDATION.ID.eq(RECOMMENDATION_UPTAKE.RECOMMENDATION_ID))
                .join(same)
                .on(same.PRODUCT.eq(RECOMMENDATION.PRODUCT))
                .where(RECOMMENDATION_UPTAKE.CUSTOMER_ID.in(family))
                .fetchSet(row -> new RecommendationId(row.value1()));
    }

    /** Deletes those that ended before an instant, with what came of them; how many it were. */
    int forget(Tx tx, Instant before, int most) {
        return tx.dsl()
                .deleteFrom(RECOMMENDATION)
                .where(
                        RECOMMENDATION.ID.in(
                                DSL.select(RECOMMENDATION.ID)
                                        .from(RECOMMENDATION)
                                        .where(RECOMMENDATION.UNTIL_AT.lt(before))
                                        .orderBy(RECOMMENDATION.UNTIL_AT)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }

    private static Stored stored(RecommendationRecord row) {
        return new Stored(read(row), Optional.ofNullable(row.getWithdrawnAt()));
    }

    private static Recommendation read(RecommendationRecord row) {
        return new Recommendation(
                new RecommendationId(row.getId()),
                row.getProduct(),
                new Topic(row.getTopic()),
                TrustTier.valueOf(row.getTier().toUpperCase(Locale.ROOT)),
                TextsJson.read(row.getTexts().data()),
                TextsJson.read(row.getSaid().data()),
                TextsJson.read(row.getReason().data()),
                Set.of(row.getSegments()),
                row.getIsNamed(),
                row.getWeight(),
                row.getFromAt(),
                row.getUntilAt());
    }
}
