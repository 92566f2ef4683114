package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.AssignmentId;

/** Shows and takes away the caller's card on an agent's screen; the desk does it. Never blocks. */
public interface Cards {
    /** The contact is offered to the agent: show its card as the phone begins to ring. */
    void pop(AgentId agent, AssignmentId assignment, ContactId contact);

    /** Something about what the agent holds changed (answered, gone): look again. */
    void refresh(AgentId agent);
}
