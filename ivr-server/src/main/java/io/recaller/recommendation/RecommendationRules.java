package io.recaller.recommendation;

import io.recaller.contact.Topic;
import io.recaller.customer.Arms;
import io.recaller.customer.CustomerId;
import java.time.Duration;
import java.util.Set;

/**
 * Whom nothing is recommended, as the operator decides.
 *
 * @param control share of customers, 0 to 1, whom nothing is ever recommended, to learn what it is
 *     worth
 * @param afterNo for so long nothing at all is recommended to who declined
 * @param sameAfterNo nor the same product for so long
 * @param mostShown the same is shown so often to one customer who does not answer
 * @param inFlows whether flows may ask, and not agents only
 * @param complaints kinds of requests, and topics with what is below them, that are complaints
 */
public record RecommendationRules(
        double control,
        Duration afterNo,
        Duration sameAfterNo,
        int mostShown,
        boolean inFlows,
        Set<String> complaints) {
    public RecommendationRules {
        complaints = Set.copyOf(complaints);
    }

    /** Where the operator says nothing else. */
    public static RecommendationRules usual() {
        return new RecommendationRules(
                0.1, Duration.ofDays(14), Duration.ofDays(90), 3, false, Set.of("complaint"));
    }

    /** Drawn by hash: always the same, and independent of the groups that menus draw. */
    boolean isControl(CustomerId customer) {
        return Arms.lot("recommendation control ", customer) < control;
    }

    /** Whether a request of that kind, or a contact about that topic, is a complaint. */
    boolean isComplaint(String kind, Topic topic) {
        return complaints.contains(kind) || isComplaint(topic);
    }

    boolean isComplaint(Topic topic) {
        return complaints.stream()
                .anyMatch(word -> topic.id().equals(word) || topic.id().startsWith(word + "."));
    }
}
