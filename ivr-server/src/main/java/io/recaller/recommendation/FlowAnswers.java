package io.recaller.recommendation;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Instant;

/** Answers that customers themselves give to a flow. In the caller's Tx. Stateless. */
public final class FlowAnswers {
    /** Who answered, where rows name an agent else. */
    static final String FLOW = "flow";

    private final OutcomeRows rows = new OutcomeRows();

    /**
     * Writes one down; it may take the place of an earlier one.
     *
     * @return false: that is not shown in this contact
     */
    public boolean write(
            Tx tx, ContactId contact, RecommendationId one, boolean accepted, Instant now) {
        var state = accepted ? OutcomeState.ACCEPTED : OutcomeState.DECLINED;
        return rows.answer(tx, contact, one, state, FLOW, now);
    }
}
