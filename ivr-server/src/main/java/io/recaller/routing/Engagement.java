package io.recaller.routing;

import io.recaller.contact.ContactId;
import io.recaller.skill.AgentId;

/**
 * An agent on the phone for a contact.
 *
 * @param talking false: the phone rings
 */
public record Engagement(OfferId offer, ContactId contact, AgentId agent, boolean talking) {}
