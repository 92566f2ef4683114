package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import java.time.Duration;

/**
 * One attempt to ring an agent.
 *
 * @param station the agent's phone as the PBX knows it, such as {@code PJSIP/phone-1}
 * @param caller where the waiting caller is reached
 * @param screenName what a desk phone shows as the caller's name; never above the trust tier
 * @param ringFor how long it rings before it counts as no answer
 */
public record Ring(
        AssignmentId assignment,
        ContactId contact,
        AgentId agent,
        String station,
        Address caller,
        String screenName,
        Duration ringFor) {}
