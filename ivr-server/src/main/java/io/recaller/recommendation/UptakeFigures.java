package io.recaller.recommendation;

import static io.recaller.db.generated.Tables.RECOMMENDATION_OUTCOME;

import io.recaller.db.Tx;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jooq.impl.DSL;

/** How often what came of recommendations. In the caller's Tx. Stateless. */
final class UptakeFigures {
    /** Contacts by what became of it; one that was never shown is missing. */
    Map<RecommendationId, Map<OutcomeState, Integer>> counts(
            Tx tx, Collection<RecommendationId> ids) {
        var counts = new HashMap<RecommendationId, Map<OutcomeState, Integer>>();
        tx.dsl()
                .select(
                        RECOMMENDATION_OUTCOME.RECOMMENDATION_ID,
                        RECOMMENDATION_OUTCOME.STATE,
                        DSL.count())
                .from(RECOMMENDATION_OUTCOME)
                .where(
                        RECOMMENDATION_OUTCOME.RECOMMENDATION_ID.in(
                                ids.stream().map(RecommendationId::value).toList()))
                .groupBy(RECOMMENDATION_OUTCOME.RECOMMENDATION_ID, RECOMMENDATION_OUTCOME.STATE)
                .forEach(row ->
                        counts.computeIfAbsent(
                                        new RecommendationId(row.value1()),
                                        _ -> new EnumMap<>(OutcomeState.class))
                                .put(OutcomeState.read(row.value2()), row.value3()));
        return counts;
    }
}
