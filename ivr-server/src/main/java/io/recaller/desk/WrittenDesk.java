package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.channel.TemplateChoice;
import io.recaller.channel.agent.AgentFiles;
import io.recaller.channel.agent.AgentMessages;
import io.recaller.channel.agent.WrittenSearch;
import io.recaller.channel.agent.WrittenTalk;
import io.recaller.message.ThreadId;
import io.recaller.routing.assignment.AssignmentId;
import java.util.Optional;
import java.util.UUID;

/**
 * What the desk needs to know and do of contacts in writing. Every method may block and is called
 * on a virtual thread. Of what is not this agent's nothing is read, and nothing is changed.
 */
public interface WrittenDesk {
    /**
     * What was written with the customer, those of earlier contacts included, and noted; nothing:
     * the contact is not this agent's now, or nothing was written.
     */
    WrittenTalk messages(AgentId agent, AssignmentId assignment);

    /**
     * Writes to the customer. What was said already is not said again, and is true.
     *
     * @param clientId the page's own id of what it says: the same however often it is sent
     * @param text up to {@link Command#LONGEST_TEXT} characters
     * @return false: the contact is not this agent's, or is over
     */
    boolean say(AgentId agent, AssignmentId assignment, String clientId, String text);

    /**
     * Writes to the customer by another way of theirs; as {@link #say(AgentId, AssignmentId,
     * String, String)}.
     *
     * @param way one of {@link WrittenTalk#ways}
     * @return false: as there, or that way is none any more
     */
    boolean say(AgentId agent, AssignmentId assignment, String clientId, String text, ThreadId way);

    /**
     * Notes something for agents, which no customer reads. What was noted already is not noted
     * again, and is true.
     *
     * @param id the page's own id of it
     * @param text up to {@link Command#LONGEST_NOTE} characters
     * @return false: the contact is not this agent's, or is over
     */
    boolean note(AgentId agent, AssignmentId assignment, UUID id, String text);

    /**
     * Looks for words that were written.
     *
     * @param isEverywhere with anybody, which this agent may
     * @return empty: the contact is not this agent's now
     */
    Optional<WrittenSearch.Found> find(
            AgentId agent, AssignmentId assignment, String words, boolean isEverywhere);

    /**
     * Sends the customer what may be sent at any time; as {@link #say}.
     *
     * @return not now also: there is none of that name
     */
    AgentMessages.Result sayTemplate(
            AgentId agent, AssignmentId assignment, String clientId, TemplateChoice choice);

    /** The agent is writing to the customer, who is told so where that can be; nothing is kept. */
    default void typing(AgentId agent, AssignmentId assignment) {}

    /** Files of those contacts. */
    default AgentFiles files() {
        return AgentFiles.none();
    }

    /** The agent takes the contact that is offered. */
    void accept(AgentId agent, AssignmentId assignment);

    /** The agent leaves the contact that is offered to others. */
    void decline(AgentId agent, AssignmentId assignment);

    /** The conversation is over, its wrap-up begins. */
    void close(AgentId agent, AssignmentId assignment);
}
