package io.recaller.channel.agent;

import io.recaller.agent.AgentId;
import io.recaller.channel.CarriedFiles;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileContent;
import io.recaller.routing.assignment.AssignmentId;
import java.util.Optional;
import java.util.UUID;

/**
 * Files of those whom an agent serves: of nobody else anything is read or sent. Blocking; any
 * thread.
 */
public interface AgentFiles {
    /** Where nobody writes. */
    static AgentFiles none() {
        return new AgentFiles() {
            @Override
            public AttachmentRules rules() {
                return AttachmentRules.usual();
            }

            @Override
            public AttachmentRules sendable(AgentId agent, AssignmentId assignment) {
                return CarriedFiles.none().within(rules());
            }

            @Override
            public Optional<String> send(
                    AgentId agent,
                    AssignmentId assignment,
                    String clientId,
                    String name,
                    FileContent content) {
                return Optional.of("not-now");
            }

            @Override
            public Optional<Opened> open(AgentId agent, AssignmentId assignment, UUID file) {
                return Optional.empty();
            }
        };
    }

    /** A file that was asked for. */
    record Opened(Attachment attachment, FileContent content) {}

    AttachmentRules rules();

    /**
     * What of them the customer's channel carries and this agent may send now; of no type: none.
     */
    AttachmentRules sendable(AgentId agent, AssignmentId assignment);

    /**
     * Sends a file to whom the agent talks with; the same again is one message.
     *
     * @param clientId made up by the page, a UUID
     * @param name what the agent's computer calls it
     * @return why it is not: a slug of {@link AttachmentRules.Refusal}, {@code not-now}, or what
     *     the channel does not carry: {@code file-channel} anything, {@code file-channel-type} its
     *     kind, {@code file-channel-size} so much; empty: it is kept, and goes out
     */
    Optional<String> send(
            AgentId agent,
            AssignmentId assignment,
            String clientId,
            String name,
            FileContent content);

    /** A file of the conversation; that it was opened is on the audit trail. */
    Optional<Opened> open(AgentId agent, AssignmentId assignment, UUID file);
}
