package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.channel.TemplateChoice;
import io.recaller.channel.agent.AgentFiles;
import io.recaller.channel.agent.AgentMessages;
import io.recaller.channel.agent.AgentTyping;
import io.recaller.channel.agent.WrittenSearch;
import io.recaller.channel.agent.WrittenTalk;
import io.recaller.message.ThreadId;
import io.recaller.routing.assignment.AssignmentId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Contacts in writing as threads know them. Safe for any thread; blocks. */
public final class ThreadDesk implements WrittenDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadDesk.class);

    private final AgentMessages threads;
    private final WrittenSearch search;
    private final AgentFiles files;
    private final AgentTyping typing;
    private final Consumer<AgentId> wrote;

    /**
     * Over threads.
     *
     * @param wrote told of each agent who has answered somebody
     */
    public ThreadDesk(
            AgentMessages threads,
            WrittenSearch search,
            AgentFiles files,
            AgentTyping typing,
            Consumer<AgentId> wrote) {
        this.threads = threads;
        this.search = search;
        this.files = files;
        this.typing = typing;
        this.wrote = wrote;
    }

    /** What is written stays so, whatever becomes of what is told of it. */
    private AgentMessages.Result told(AgentId agent, AgentMessages.Result result) {
        if (result == AgentMessages.Result.WRITTEN) {
            try {
                wrote.accept(agent);
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("agent", agent)
                        .log("an agent has answered somebody, and is not known to go on for it");
            }
        }
        return result;
    }

    @Override
    public AgentFiles files() {
        return files;
    }

    @Override
    public Optional<WrittenSearch.Found> find(
            AgentId agent, AssignmentId assignment, String words, boolean isEverywhere) {
        return search.find(agent, assignment, words, isEverywhere);
    }

    @Override
    public WrittenTalk messages(AgentId agent, AssignmentId assignment) {
        return threads.of(agent, assignment);
    }

    @Override
    public boolean say(AgentId agent, AssignmentId assignment, String clientId, String text) {
        return told(agent, threads.say(agent, assignment, clientId, text))
                == AgentMessages.Result.WRITTEN;
    }

    @Override
    public boolean say(
            AgentId agent, AssignmentId assignment, String clientId, String text, ThreadId way) {
        return told(agent, threads.say(agent, assignment, clientId, text, way))
                == AgentMessages.Result.WRITTEN;
    }

    @Override
    public boolean note(AgentId agent, AssignmentId assignment, UUID id, String text) {
        return threads.note(agent, assignment, id, text) == AgentMessages.Result.WRITTEN;
    }

    @Override
    public AgentMessages.Result sayTemplate(
            AgentId agent, AssignmentId assignment, String clientId, TemplateChoice choice) {
        return told(agent, threads.sayTemplate(agent, assignment, clientId, choice));
    }

    @Override
    public void typing(AgentId agent, AssignmentId assignment) {
        typing.typing(agent, assignment);
    }

    @Override
    public void accept(AgentId agent, AssignmentId assignment) {
        var _ = threads.accept(agent, assignment);
    }

    @Override
    public void decline(AgentId agent, AssignmentId assignment) {
        var _ = threads.decline(agent, assignment);
    }

    @Override
    public void close(AgentId agent, AssignmentId assignment) {
        var _ = threads.close(agent, assignment);
    }
}
