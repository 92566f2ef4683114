package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.Station;
import io.recaller.contact.Topic;
import io.recaller.desk.card.Disposition;
import io.recaller.recommendation.OutcomeState;
import io.recaller.recommendation.RecommendationId;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.Workload;
import io.recaller.routing.board.Board;
import io.recaller.routing.queue.QueueLength;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.transfer.HandedOver;
import io.recaller.transfer.Wished;
import io.recaller.voicemail.Utterance;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the desk needs to know and change about agents. Every method may block and is called on a
 * virtual thread; each is one transaction, unless it says otherwise.
 */
public interface AgentDesk {
    /**
     * Checks the password and seats the agent at a phone, not ready yet; who is at work already
     * keeps the state.
     *
     * @param station the phone's name, endpoint or number; blank: the one the agent sat at last,
     *     else the one named as the login, else the only one
     */
    Entry signIn(String login, String password, String station);

    /** The agent; empty when there is none any more or the agent is disabled. */
    Optional<Agent> agent(AgentId agent);

    /** To logged out, when no contact is in the agent's hands. */
    void signedOut(AgentId agent);

    /**
     * The page is open and answers: renews whatever hangs on that. An agent who was logged out
     * because the page was silent is at work again, not ready.
     */
    void present(AgentId agent);

    /** The card of this assignment is on a screen of the agent. */
    void cardShown(AgentId agent, AssignmentId assignment);

    Workload workload(AgentId agent);

    /** To ready; false when the present state does not allow it. */
    boolean ready(AgentId agent);

    /** To not ready; false when the present state does not allow it. */
    boolean notReady(AgentId agent, NotReadyReason reason);

    /**
     * Writes topic and disposition to the contact; its wrap-up is over.
     *
     * @param note what the agent wrote of it
     * @param thenReady whether the agent takes the next contact at once; else has a break
     * @return false when this is not this agent's to dispose of, now
     */
    boolean dispose(
            AgentId agent,
            AssignmentId assignment,
            Topic topic,
            Disposition disposition,
            Optional<String> note,
            boolean thenReady);

    /** More time for wrap-up; false when there is none to prolong, or it may not last longer. */
    boolean prolong(AgentId agent, AssignmentId assignment);

    /** How long wrap-up of a contact may last in all. */
    Duration longestWrapUp();

    /**
     * The agent is sure that the contact is who it seems to be, and how; the audit trail has it.
     *
     * @return false: the agent does not serve the contact now, or nobody is known who it could be
     */
    boolean verified(AgentId agent, AssignmentId assignment, String how);

    /**
     * What came of what the card recommends; the audit trail has it.
     *
     * @return false: the agent does not serve the contact now, or that is not on its card
     */
    boolean answered(
            AgentId agent, AssignmentId assignment, RecommendationId one, OutcomeState answer);

    /** The phone the agent sits at, or sat at last; empty: none yet. */
    Optional<Station> phone(AgentId agent);

    /** Whether a phone could ring. No transaction: asks Asterisk, and waits seconds at worst. */
    PhoneReachability reachability(Station phone);

    QueueLength queue();

    /**
     * The message of a contact that is in the agent's hands; the audit trail has who heard it.
     * Empty: it left none, its sound was deleted, or the contact is not this agent's now.
     */
    Optional<Utterance> message(AgentId agent, AssignmentId assignment);

    /** Puts a talk on hold, or hands it over; what that comes to is in {@link #handedOver}. */
    Wished hand(AgentId agent, Command.Handing wish);

    /** How far those of these assignments are that are on hold or handed over. */
    List<HandedOver> handedOver(Collection<AssignmentId> held);

    /** Who is there to be sent a caller: agents with skills and state, queues with who waits. */
    Board whoIsThere();

    /** What came of signing in. */
    sealed interface Entry {
        record Welcome(Agent agent) implements Entry {}

        /** No such login, or another password: which, nobody is told. */
        record Refused() implements Entry {}

        /** Too many wrong passwords; none is tried before that instant. */
        record Locked(Instant until) implements Entry {}

        record NoSuchPhone() implements Entry {}

        record PhoneTaken() implements Entry {}
    }
}
