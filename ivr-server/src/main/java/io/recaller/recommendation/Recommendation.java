package io.recaller.recommendation;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What may be offered to customers ("recommendation" of a next best action).
 *
 * @param product what is offered: a no to it counts for every recommendation of it
 * @param topic what it is about
 * @param tier how sure we must be who is there to offer it
 * @param texts what an agent reads, by language, at least one
 * @param said how a flow asks it, by language; empty: only agents offer it
 * @param reason why it may fit, by language, in the giver's words; may be empty
 * @param segments whom it is for; empty: all, and who has none
 * @param isNamed whether it is for customers who were named only
 * @param weight how much the business wants it, 0.01 to 100; 1 is usual
 * @param until it is offered no more from then on
 */
public record Recommendation(
        RecommendationId id,
        String product,
        Topic topic,
        TrustTier tier,
        Map<String, String> texts,
        Map<String, String> said,
        Map<String, String> reason,
        Set<String> segments,
        boolean isNamed,
        double weight,
        Instant from,
        Instant until) {
    /** Of {@link #weight}. */
    public static final double LIGHTEST = 0.01;

    /** Of {@link #weight}. */
    public static final double HEAVIEST = 100;

    public Recommendation {
        texts = Map.copyOf(texts);
        said = Map.copyOf(said);
        reason = Map.copyOf(reason);
        segments = Set.copyOf(segments);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a recommendation needs a text");
        }
        if (!(weight >= LIGHTEST && weight <= HEAVIEST)) {
            throw new IllegalArgumentException("a weight is 0.01 to 100, not " + weight);
        }
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("it must end after it begins");
        }
    }

    boolean isValid(Instant now) {
        return !from.isAfter(now) && until.isAfter(now);
    }
}
