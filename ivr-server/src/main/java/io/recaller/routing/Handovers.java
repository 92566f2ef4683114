package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.RingOutcome;
import java.util.Collection;
import java.util.Set;

/**
 * Talks that are on hold or handed over: what is told of their legs means something else there, or
 * more. Called in routing's own transaction, with the contact's place and the agent locked.
 */
public interface Handovers {
    /** Nothing is ever handed over. */
    static Handovers none() {
        return new Handovers() {
            @Override
            public boolean isConsultation(Tx tx, AssignmentId leg) {
                return false;
            }

            @Override
            public boolean heard(Tx tx, AssignmentId leg, RingOutcome outcome) {
                return false;
            }
        };
    }

    /**
     * An agent has passed the caller on at the phone itself.
     *
     * @param was the agent's talk; its contact's place, its agent and who sits {@linkplain #at at}
     *     that phone are locked
     * @param leg the other phone's leg
     * @param endpoint of that phone
     */
    default void passedOn(Tx tx, Assignment was, AssignmentId leg, String endpoint) {}

    /**
     * The agents who sit at that phone; empty: nobody is known to.
     *
     * @param was as of {@link #passedOn}, before anything of it is locked
     */
    default Set<AgentId> at(Tx tx, Assignment was, String endpoint) {
        return Set.of();
    }

    /** The contacts of the legs that are no agent's. */
    default Set<ContactId> contacts(Tx tx, Collection<AssignmentId> legs) {
        return Set.of();
    }

    /** Whether who answers that leg talks with an agent, not with the contact. */
    boolean isConsultation(Tx tx, AssignmentId leg);

    /**
     * Told after routing's own rows are written.
     *
     * @param leg of an agent the assignment; also one to a number outside
     * @return whether it is one of a transfer's
     */
    boolean heard(Tx tx, AssignmentId leg, RingOutcome outcome);
}
