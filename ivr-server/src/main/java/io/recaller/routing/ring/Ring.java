package io.recaller.routing.ring;

import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.AssignmentId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One attempt to ring an agent.
 *
 * @param station the agent's phone as the PBX knows it, such as {@code PJSIP/phone-1}
 * @param caller where the waiting caller is reached
 * @param screenName what a desk phone shows as the caller's name; never above the trust tier
 * @param ringFor how long it rings before it counts as no answer
 * @param back whom to call once it is answered, where nobody waits on a line
 * @param message what is played once it is answered, where a message waits
 * @param askedBy the leg of an agent who wants to talk first; empty: at answer it is the caller's
 * @param callerNumber what a phone outside is shown as the number; empty: none
 */
public record Ring(
        AssignmentId assignment,
        ContactId contact,
        AgentId agent,
        String station,
        Address caller,
        String screenName,
        Duration ringFor,
        Optional<CallbackCall> back,
        Supplier<Optional<PlayedMessage>> message,
        Optional<AssignmentId> askedBy,
        String callerNumber) {
    /** Where no message waits. */
    public Ring(
            AssignmentId assignment,
            ContactId contact,
            AgentId agent,
            String station,
            Address caller,
            String screenName,
            Duration ringFor,
            Optional<CallbackCall> back,
            Optional<AssignmentId> askedBy,
            String callerNumber) {
        this(
                assignment,
                contact,
                agent,
                station,
                caller,
                screenName,
                ringFor,
                back,
                Optional::empty,
                askedBy,
                callerNumber);
    }

    /** For a caller who waits on a line, whom to call at the answer, or whose message to play. */
    public Ring(
            AssignmentId assignment,
            ContactId contact,
            AgentId agent,
            String station,
            Address caller,
            String screenName,
            Duration ringFor,
            Optional<CallbackCall> back,
            Supplier<Optional<PlayedMessage>> message) {
        this(
                assignment,
                contact,
                agent,
                station,
                caller,
                screenName,
                ringFor,
                back,
                message,
                Optional.empty(),
                "");
    }

    /** For a caller who waits on a line, or whom to call at the answer. */
    public Ring(
            AssignmentId assignment,
            ContactId contact,
            AgentId agent,
            String station,
            Address caller,
            String screenName,
            Duration ringFor,
            Optional<CallbackCall> back) {
        this(
                assignment,
                contact,
                agent,
                station,
                caller,
                screenName,
                ringFor,
                back,
                Optional::empty);
    }

    /** For a caller who waits on a line. */
    public Ring(
            AssignmentId assignment,
            ContactId contact,
            AgentId agent,
            String station,
            Address caller,
            String screenName,
            Duration ringFor) {
        this(assignment, contact, agent, station, caller, screenName, ringFor, Optional.empty());
    }
}
