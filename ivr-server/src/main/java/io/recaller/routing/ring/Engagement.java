package io.recaller.routing.ring;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.AssignmentId;
import java.util.Optional;

/**
 * An agent on the phone for a contact.
 *
 * @param talking false: the phone rings, or rang in vain as far as was told
 * @param asteriskSystem the Asterisk the call is on; empty: the only one
 */
public record Engagement(
        AssignmentId assignment,
        ContactId contact,
        AgentId agent,
        boolean talking,
        Optional<String> asteriskSystem) {}
