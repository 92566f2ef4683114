package io.recaller.recommendation;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is there, as far as it matters for what to offer them.
 *
 * @param topics what this contact and the last ones were about, this one first
 * @param named the recommendations that name them
 * @param past what was recommended to them before, in whatever order; not in this contact
 * @param taken the recommendations whose product they took, as another system says
 * @param complains whether a complaint of theirs is open, or this contact is one
 * @param wantsNone whether they said no to be told anything by this channel
 */
public record Prospect(
        TrustTier trust,
        Optional<String> segment,
        List<Topic> topics,
        Set<RecommendationId> named,
        List<Past> past,
        Set<RecommendationId> taken,
        boolean complains,
        boolean wantsNone) {
    public Prospect {
        topics = List.copyOf(topics);
        named = Set.copyOf(named);
        past = List.copyOf(past);
        taken = Set.copyOf(taken);
    }

    /**
     * What was recommended in an earlier contact.
     *
     * @param at when it was answered, else shown
     */
    public record Past(
            RecommendationId recommendation, String product, OutcomeState state, Instant at) {}
}
