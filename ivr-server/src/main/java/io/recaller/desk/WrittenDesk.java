package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.message.ThreadMessage;
import io.recaller.routing.AssignmentId;
import java.util.List;

/**
 * What the desk needs to know and do of contacts in writing. Every method may block and is called
 * on a virtual thread. Of what is not this agent's nothing is read, and nothing is changed.
 */
public interface WrittenDesk {
    /**
     * The newest 200 messages with the customer, oldest first, those of earlier contacts included;
     * empty: the contact is not this agent's now, or nothing was written.
     */
    List<ThreadMessage> messages(AgentId agent, AssignmentId assignment);

    /**
     * Writes to the customer. What was said already is not said again, and is true.
     *
     * @param clientId the page's own id of what it says: the same however often it is sent
     * @param text up to {@link Command#LONGEST_TEXT} characters
     * @return false: the contact is not this agent's, or is over
     */
    boolean say(AgentId agent, AssignmentId assignment, String clientId, String text);

    /** The agent takes the contact that is offered. */
    void accept(AgentId agent, AssignmentId assignment);

    /** The agent leaves the contact that is offered to others. */
    void decline(AgentId agent, AssignmentId assignment);

    /** The conversation is over, its wrap-up begins. */
    void close(AgentId agent, AssignmentId assignment);
}
