package io.recaller.recommendation;

import io.recaller.contact.ContactId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was recommended in a contact, and what came of it.
 *
 * @param terms why this one
 * @param answer empty: nobody said
 */
public record PastRecommendation(
        ContactId contact,
        RecommendationId recommendation,
        String product,
        OutcomeState state,
        List<ScoreTerm> terms,
        Instant shownAt,
        Optional<Answer> answer) {
    public PastRecommendation {
        terms = List.copyOf(terms);
    }

    /**
     * Who said what came of it, and when.
     *
     * @param agent the name; empty: the customer answered a flow
     */
    public record Answer(Instant at, Optional<String> agent) {}
}
