package io.recaller.routing;

import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.RingOutcome;

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
     * @param was the agent's talk; its contact's place and agent are locked
     * @param leg the other phone's leg
     * @param endpoint of that phone
     */
    default void passedOn(Tx tx, Assignment was, AssignmentId leg, String endpoint) {}

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
