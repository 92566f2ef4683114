package io.recaller.recommendation;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What flows may ask, by the rules by which agents offer. Any thread. */
public interface FlowRecommendations {
    /**
     * Who is there.
     *
     * @param by what they are recognised by
     * @param topic what the contact is about so far
     */
    record Whom(
            ContactId contact,
            CustomerId customer,
            TrustTier trust,
            Channel channel,
            Optional<HandleKind> by,
            Optional<Topic> topic) {}

    /** A recommendation in the words of a question. */
    record Question(RecommendationId recommendation, String words) {}

    /** Whether anything may be asked of anybody: looked at for every contact, it takes no time. */
    boolean mayBe();

    /**
     * What to ask; empty: nothing, or not in that language. Nothing is written of it. It may block.
     *
     * @param language an ISO 639 code
     */
    Optional<Question> find(Whom whom, String language);

    /**
     * It is about to be asked, and is written down as shown. It may block.
     *
     * @param isWanted whether anybody still waits for it: else it is not shown
     * @return false: it is not to be asked: the customer is of the control group, or it may not be
     *     recommended any more
     */
    boolean begin(Whom whom, RecommendationId one, BooleanSupplier isWanted);

    /** It was answered, and that is written down with the turn: for the counters. */
    void answered(boolean accepted);

    /** Where flows ask nothing. */
    static FlowRecommendations none() {
        return new FlowRecommendations() {
            @Override
            public boolean mayBe() {
                return false;
            }

            @Override
            public Optional<Question> find(Whom whom, String language) {
                return Optional.empty();
            }

            @Override
            public boolean begin(Whom whom, RecommendationId one, BooleanSupplier isWanted) {
                return false;
            }

            @Override
            public void answered(boolean accepted) {}
        };
    }
}
