package io.recaller.recommendation;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.RECOMMENDATION_OUTCOME;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.impl.SQLDataType;

/** Reads what was recommended in contacts. In the caller's Tx. Stateless. */
public final class PastRecommendations {
    /** By contact; where nothing was, there is none. */
    public Map<ContactId, PastRecommendation> of(Tx tx, Collection<ContactId> contacts) {
        return tx.dsl()
                .select(RECOMMENDATION_OUTCOME.asterisk(), AGENT.NAME)
                .from(RECOMMENDATION_OUTCOME)
                .leftJoin(AGENT)
                .on(AGENT.ID.cast(SQLDataType.CLOB).eq(RECOMMENDATION_OUTCOME.ANSWERED_BY))
                .where(
                        RECOMMENDATION_OUTCOME.CONTACT_ID.in(
                                contacts.stream().map(ContactId::value).toList()))
                .fetchMap(
                        row -> new ContactId(row.get(RECOMMENDATION_OUTCOME.CONTACT_ID)),
                        PastRecommendations::read);
    }

    private static PastRecommendation read(Record row) {
        return new PastRecommendation(
                new ContactId(row.get(RECOMMENDATION_OUTCOME.CONTACT_ID)),
                new RecommendationId(row.get(RECOMMENDATION_OUTCOME.RECOMMENDATION_ID)),
                row.get(RECOMMENDATION_OUTCOME.PRODUCT),
                OutcomeState.read(row.get(RECOMMENDATION_OUTCOME.STATE)),
                ScoreTermsJson.read(row.get(RECOMMENDATION_OUTCOME.REASONS).data()),
                row.get(RECOMMENDATION_OUTCOME.SHOWN_AT),
                Optional.ofNullable(row.get(RECOMMENDATION_OUTCOME.ANSWERED_AT))
                        .map(at -> new PastRecommendation.Answer(at, agent(row))));
    }

    /** An agent who is gone is an agent still. */
    private static Optional<String> agent(Record row) {
        return row.get(RECOMMENDATION_OUTCOME.ANSWERED_BY).equals(FlowAnswers.FLOW)
                ? Optional.empty()
                : Optional.of(Optional.ofNullable(row.get(AGENT.NAME)).orElse("an agent"));
    }
}
