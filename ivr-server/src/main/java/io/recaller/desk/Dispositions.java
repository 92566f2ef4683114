package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;

/** Where the end of wrap-up goes. Called on a virtual thread; may block; one transaction. */
@FunctionalInterface
public interface Dispositions {
    /**
     * Writes topic and disposition to the contact.
     *
     * @return false when this contact is not this agent's to dispose of, now
     */
    boolean dispose(AgentId agent, ContactId contact, Topic topic, Disposition disposition);
}
