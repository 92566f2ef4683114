package io.recaller.routing;

/**
 * How the ringing of agents went, told by the Asterisk door. Any thread, in the order Asterisk
 * reported, each possibly more than once and to every server.
 */
@FunctionalInterface
public interface PhoneEvents {
    /** {@link RingOutcome#BRIDGED} is followed by one more outcome, the others are the last. */
    void ring(AssignmentId assignment, RingOutcome outcome);
}
