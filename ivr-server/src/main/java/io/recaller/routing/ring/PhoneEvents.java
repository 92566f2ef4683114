package io.recaller.routing.ring;

import io.recaller.contact.Unreached;
import io.recaller.routing.assignment.AssignmentId;

/**
 * How the ringing of agents went, told by the Asterisk door. Any thread, in the order Asterisk
 * reported, each possibly more than once and to every server.
 */
@FunctionalInterface
public interface PhoneEvents {
    /** {@link RingOutcome#BRIDGED} is followed by one more outcome, the others are the last. */
    void ring(AssignmentId assignment, RingOutcome outcome);

    /** The agent answered, and whoever waits without a line is being called. */
    default void calling(AssignmentId assignment) {}

    /** The customer who left the message that the agent heard is on the line by now. */
    default void reached(AssignmentId assignment) {}

    /**
     * An agent has passed the caller on at the phone itself, who talks with another phone now.
     *
     * @param talk the agent's, which is over
     * @param leg what the other phone's leg is called from now on; the same on every server
     * @param endpoint of that phone, such as {@code PJSIP/1002}
     */
    default void passedOn(AssignmentId talk, AssignmentId leg, String endpoint) {}

    /** That was in vain; the last that is told of it. */
    default void notReached(AssignmentId assignment, Unreached why) {}
}
