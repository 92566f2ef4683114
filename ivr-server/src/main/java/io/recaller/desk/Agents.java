package io.recaller.desk;

import io.recaller.routing.Agent;
import io.recaller.routing.NotReadyReason;
import io.recaller.routing.Presence;
import io.recaller.skill.AgentId;
import java.util.Optional;

/**
 * What the desk needs to know and change about agents. Every method may block and is called on a
 * virtual thread; each is one transaction.
 */
public interface Agents {
    /** The agent with this login and password; empty when they do not fit or sign-in is barred. */
    Optional<Agent> authenticate(String login, String password);

    /** The agent; empty when there is none any more or the agent is disabled. */
    Optional<Agent> agent(AgentId agent);

    /** From logged out to not ready; no change in any other state. */
    void signedIn(AgentId agent);

    /** To logged out, when no contact is in the agent's hands. */
    void signedOut(AgentId agent);

    /** The page is open and answers: renews whatever hangs on that. */
    void present(AgentId agent);

    Presence presence(AgentId agent);

    /** To ready; false when the present state does not allow it. */
    boolean ready(AgentId agent);

    /** To not ready; false when the present state does not allow it. */
    boolean notReady(AgentId agent, NotReadyReason reason);
}
