package io.recaller.channel.agent;

import io.recaller.agent.AgentId;
import io.recaller.channel.Typing;
import io.recaller.db.Database;
import io.recaller.message.MessageThread;
import io.recaller.routing.assignment.AssignmentId;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Tells customers that their agent is writing, where their channel can. Blocking; any thread. */
public final class AgentTyping {
    private final Database db;
    private final HeldThreads held;
    private final Typing typing;
    private final Consumer<MessageThread> pushed;

    /**
     * Over one database.
     *
     * @param pushed tells those who do not read what we tell; returns at once
     */
    public AgentTyping(
            Database db,
            AgentMessages messages,
            Consumer<MessageThread> pushed,
            InstantSource clock) {
        this.db = db;
        this.held = messages.held();
        this.typing = new Typing(db, clock);
        this.pushed = pushed;
    }

    /** Only in a conversation that this agent has in hand. */
    public void typing(AgentId agent, AssignmentId assignment) {
        db.inTransaction(tx ->
                        held.talk(tx, agent, assignment)
                                .flatMap(talk -> held.threadOf(tx, talk.contact())))
                .filter(thread -> typing.agent(thread.id()))
                .ifPresent(pushed);
    }
}
