package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.channel.CarriedFiles;
import io.recaller.channel.agent.AgentFiles;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.AttachmentRules.Refusal;
import io.recaller.message.file.FileContent;
import io.recaller.routing.assignment.AssignmentId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Files of the conversations of a test. */
final class MemoryFiles implements AgentFiles {
    private final MemoryThreads threads;
    private final Map<UUID, Opened> kept = new ConcurrentHashMap<>();
    private final Set<AssignmentId> without = ConcurrentHashMap.newKeySet();

    MemoryFiles(MemoryThreads threads) {
        this.threads = threads;
    }

    /** That customer's channel carries none. */
    void cannotGoTo(AssignmentId assignment) {
        without.add(assignment);
    }

    Attachment keep(String name, FileContent content) {
        var file =
                new Attachment(
                        UUID.randomUUID(), name, content.type().orElseThrow(), content.size());
        kept.put(file.id(), new Opened(file, content));
        return file;
    }

    @Override
    public AttachmentRules rules() {
        return AttachmentRules.usual();
    }

    @Override
    public AttachmentRules sendable(AgentId agent, AssignmentId assignment) {
        var carried = without.contains(assignment) ? CarriedFiles.none() : CarriedFiles.all();
        return carried.within(rules());
    }

    @Override
    public Optional<String> send(
            AgentId agent,
            AssignmentId assignment,
            String clientId,
            String name,
            FileContent content) {
        var refusal = rules().refusal(content).map(Refusal::slug);
        if (refusal.isEmpty()) {
            threads.agentSends(assignment, clientId, keep(name, content));
        }
        return refusal;
    }

    @Override
    public Optional<Opened> open(AgentId agent, AssignmentId assignment, UUID file) {
        return Optional.ofNullable(kept.get(file));
    }
}
