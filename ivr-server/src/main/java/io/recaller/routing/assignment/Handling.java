package io.recaller.routing.assignment;

import java.time.Instant;
import java.util.Optional;

/**
 * How a contact came into an agent's hands, and how far it got there.
 *
 * @param isServed whether the agent has answered it
 * @param isVerified whether the agent made sure who it is
 * @param over when the contact left the agent; empty: the two are at it, or never were
 * @param priority in the queue; zero: as everybody
 * @param joined when it joined the queue the last time; empty: never did
 * @param isCallback whether it hung up to be called back: the customer is called once the agent
 *     answers
 * @param isVoicemail whether it is a message that they left, and nobody is on a line
 */
public record Handling(
        boolean isServed,
        boolean isVerified,
        Optional<Instant> over,
        int priority,
        Optional<Instant> joined,
        boolean isCallback,
        boolean isVoicemail) {}
