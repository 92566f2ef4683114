package io.recaller.recommendation;

import static io.recaller.db.generated.Tables.RECOMMENDATION_OUTCOME;

import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.db.Tx;
import io.recaller.recommendation.Acceptances.Counted;
import io.recaller.recommendation.Acceptances.Share;
import io.recaller.recommendation.NextBest.Choice;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.impl.DSL;

/** The rows of what was recommended, and what came of it. In the caller's Tx. Stateless. */
final class OutcomeRows {
    /** More of one customer are not looked at. */
    private static final int MOST = 200;

    /** What was recommended in a contact. */
    record Kept(
            RecommendationId recommendation,
            CustomerId customer,
            OutcomeState state,
            List<ScoreTerm> terms) {}

    Optional<Kept> find(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(RECOMMENDATION_OUTCOME)
                .where(RECOMMENDATION_OUTCOME.CONTACT_ID.eq(contact.value()))
                .fetchOptional(row ->
                        new Kept(
                                new RecommendationId(row.getRecommendationId()),
                                new CustomerId(row.getCustomerId()),
                                OutcomeState.read(row.getState()),
                                ScoreTermsJson.read(row.getReasons().data())));
    }

    /**
     * Writes down what is recommended.
     *
     * @return false: something is already
     */
    boolean insert(
            Tx tx,
            Encounter in,
            CustomerId survivor,
            Collection<Topic> topics,
            Choice choice,
            OutcomeState state,
            Instant now) {
        return tx.dsl()
                        .insertInto(RECOMMENDATION_OUTCOME)
                        .set(RECOMMENDATION_OUTCOME.CONTACT_ID, in.contact().value())
                        .set(
                                RECOMMENDATION_OUTCOME.RECOMMENDATION_ID,
                                choice.recommendation().id().value())
                        .set(RECOMMENDATION_OUTCOME.CUSTOMER_ID, survivor.value())
                        .set(RECOMMENDATION_OUTCOME.PRODUCT, choice.recommendation().product())
                        .set(RECOMMENDATION_OUTCOME.SEGMENT, in.segment().orElse(null))
                        .set(
                                RECOMMENDATION_OUTCOME.TOPICS,
                                topics.stream().map(Topic::id).toArray(String[]::new))
                        .set(RECOMMENDATION_OUTCOME.STATE, state.slug())
                        .set(RECOMMENDATION_OUTCOME.REASONS, ScoreTermsJson.json(choice.terms()))
                        .set(RECOMMENDATION_OUTCOME.SHOWN_AT, now)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /**
     * Writes down what came of it; an answer may be taken back for another.
     *
     * @return false: that was not recommended there
     */
    boolean answer(
            Tx tx,
            ContactId contact,
            RecommendationId one,
            OutcomeState answer,
            String by,
            Instant now) {
        return tx.dsl()
                        .update(RECOMMENDATION_OUTCOME)
                        .set(RECOMMENDATION_OUTCOME.STATE, answer.slug())
                        .set(RECOMMENDATION_OUTCOME.ANSWERED_AT, now)
                        .set(RECOMMENDATION_OUTCOME.ANSWERED_BY, by)
                        .where(
                                RECOMMENDATION_OUTCOME.CONTACT_ID.eq(contact.value()),
                                RECOMMENDATION_OUTCOME.RECOMMENDATION_ID.eq(one.value()),
                                RECOMMENDATION_OUTCOME.STATE.ne(OutcomeState.WITHHELD.slug()))
                        .execute()
                == 1;
    }

    /** It was written down as shown at that instant, and was not; nobody has answered it. */
    void takeBack(Tx tx, ContactId contact, Instant shown) {
        tx.dsl()
                .deleteFrom(RECOMMENDATION_OUTCOME)
                .where(
                        RECOMMENDATION_OUTCOME.CONTACT_ID.eq(contact.value()),
                        RECOMMENDATION_OUTCOME.STATE.eq(OutcomeState.SHOWN.slug()),
                        RECOMMENDATION_OUTCOME.SHOWN_AT.eq(shown))
                .execute();
    }

    /** What was recommended to a family in other contacts than this one, the newest first. */
    List<Prospect.Past> past(Tx tx, Collection<UUID> family, ContactId without) {
        return tx.dsl()
                .select(
                        RECOMMENDATION_OUTCOME.RECOMMENDATION_ID,
                        RECOMMENDATION_OUTCOME.PRODUCT,
                        RECOMMENDATION_OUTCOME.STATE,
                        DSL.coalesce(
                                RECOMMENDATION_OUTCOME.ANSWERED_AT,
                                RECOMMENDATION_OUTCOME.SHOWN_AT))
                .from(RECOMMENDATION_OUTCOME)
                .where(
                        RECOMMENDATION_OUTCOME.CUSTOMER_ID.in(family),
                        RECOMMENDATION_OUTCOME.CONTACT_ID.ne(without.value()))
                .orderBy(RECOMMENDATION_OUTCOME.SHOWN_AT.desc())
                .limit(MOST)
                .fetch(row ->
                        new Prospect.Past(
                                new RecommendationId(row.value1()),
                                row.value2(),
                                OutcomeState.read(row.value3()),
                                row.value4()));
    }

    /** The answers since an instant, in groups that were alike. */
    List<Counted> counted(Tx tx, Instant since) {
        var accepted =
                DSL.count()
                        .filterWhere(RECOMMENDATION_OUTCOME.STATE.eq(OutcomeState.ACCEPTED.slug()));
        var segment = DSL.coalesce(RECOMMENDATION_OUTCOME.SEGMENT, DSL.inline(""));
        return tx.dsl()
                .select(
                        RECOMMENDATION_OUTCOME.RECOMMENDATION_ID,
                        segment,
                        RECOMMENDATION_OUTCOME.TOPICS,
                        accepted,
                        DSL.count())
                .from(RECOMMENDATION_OUTCOME)
                .where(RECOMMENDATION_OUTCOME.ANSWERED_AT.ge(since))
                .groupBy(
                        RECOMMENDATION_OUTCOME.RECOMMENDATION_ID,
                        segment,
                        RECOMMENDATION_OUTCOME.TOPICS)
                .fetch(row ->
                        new Counted(
                                new RecommendationId(row.value1()),
                                row.value2(),
                                Arrays.asList(row.value3()),
                                new Share(row.value4(), row.value5())));
    }
}
