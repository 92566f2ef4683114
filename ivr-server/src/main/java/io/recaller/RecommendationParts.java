package io.recaller;

import io.recaller.contact.context.ContextQuery;
import io.recaller.recommendation.FlowRecommendations;
import io.recaller.recommendation.Recommender;
import io.recaller.recommendation.RunningRecommendations;
import io.recaller.recommendation.StoredRecommendations;
import java.util.List;
import java.util.Map;

/** What chooses what to recommend, for agents' cards and, where the operator allows, for flows. */
record RecommendationParts(
        boolean areInFlows,
        RunningRecommendations running,
        Recommender recommender,
        StoredRecommendations stored) {
    static RecommendationParts of(Foundation ground) {
        var rules = ground.settings().recommendations();
        var database = ground.stores().database();
        var running = new RunningRecommendations(database, ground.clock());
        var recommender = new Recommender(rules, running, ground.meters());
        return new RecommendationParts(
                rules.inFlows(),
                running,
                recommender,
                new StoredRecommendations(
                        database,
                        ground.clock(),
                        recommender,
                        running,
                        new ContextQuery(ground.settings().fields())));
    }

    /** What flows may ask. */
    FlowRecommendations inFlows() {
        return areInFlows ? stored : FlowRecommendations.none();
    }

    /** What callers may be asked, by language. */
    List<Map<String, String>> texts() {
        return areInFlows ? stored.texts() : List.of();
    }
}
