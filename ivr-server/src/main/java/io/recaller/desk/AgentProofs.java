package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.history.Timeline;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.recommendation.OutcomeState;
import io.recaller.recommendation.RecommendationId;
import io.recaller.recommendation.Recommender;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What agents did with a contact that is kept for good: an agent's word that it is who it seems to
 * be, as good as a PIN; that its message was heard; what came of what was recommended.
 */
public final class AgentProofs {
    private final ContactStore contacts;
    private final Timeline timeline = new Timeline();
    private final AuditTrail audit;
    private final Recommender recommender;

    public AgentProofs(ContactStore contacts, AuditTrail audit, Recommender recommender) {
        this.contacts = contacts;
        this.audit = audit;
        this.recommender = recommender;
    }

    /**
     * Trusts the contact as verified, until somebody else speaks.
     *
     * @param how a slug, for the audit trail
     * @return false: nobody is known who it could be
     */
    boolean accept(Tx tx, AgentId agent, ContactId contact, String how, Instant now) {
        var customer = timeline.find(tx, contact).flatMap(Timeline.Entry::customer);
        customer.ifPresent(who -> {
            contacts.identify(tx, contact, who, TrustTier.VERIFIED, Optional.empty());
            audit.write(tx, verified(agent, contact, who, how), now);
        });
        return customer.isPresent();
    }

    /** The agent has heard the message of a contact. */
    void heard(Tx tx, AgentId agent, ContactId contact, Instant now) {
        note(tx, agent, contact, "voicemail.heard", Map.of(), now);
    }

    /**
     * What came of what was recommended in a contact.
     *
     * @return false: that was not
     */
    boolean answered(
            Tx tx,
            AgentId agent,
            ContactId contact,
            RecommendationId one,
            OutcomeState answer,
            Instant now) {
        var isThere = recommender.answer(tx, contact, one, answer, agent.toString(), now);
        if (isThere) {
            var detail = Map.of("id", one.value());
            note(tx, agent, contact, "recommendation." + answer.slug(), detail, now);
        }
        return isThere;
    }

    private void note(
            Tx tx,
            AgentId agent,
            ContactId contact,
            String action,
            Map<String, String> detail,
            Instant now) {
        var entry =
                new AuditTrail.Entry(
                        AuditTrail.Kind.AGENT,
                        agent.toString(),
                        action,
                        timeline.find(tx, contact).flatMap(Timeline.Entry::customer),
                        Optional.of(contact.value()),
                        detail);
        audit.write(tx, entry, now);
    }

    private static AuditTrail.Entry verified(
            AgentId agent, ContactId contact, CustomerId customer, String how) {
        return new AuditTrail.Entry(
                AuditTrail.Kind.AGENT,
                agent.toString(),
                "caller.verified",
                Optional.of(customer),
                Optional.of(contact.value()),
                Map.of("how", how));
    }
}
