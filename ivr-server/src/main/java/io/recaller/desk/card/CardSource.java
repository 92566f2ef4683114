package io.recaller.desk.card;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.AssignmentId;

/** Where cards come from. Called on a virtual thread; may block. */
@FunctionalInterface
public interface CardSource {
    /**
     * The card of a contact for one agent, no more on it than the contact's trust allows; reading
     * it is audited by the source.
     */
    Card card(AgentId agent, AssignmentId assignment, ContactId contact);
}
