package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.db.Tx;

/**
 * What routing has to say about a contact, written in routing's own transaction. Each is idempotent
 * and never undoes a stronger word that is there already.
 */
public interface ContactOutcomes {
    /** The agent answered. */
    void servedBy(Tx tx, ContactId contact, AgentId agent);

    /** The agent said what it was about and what came of it. */
    void disposed(Tx tx, ContactId contact, Topic topic, String disposition);
}
