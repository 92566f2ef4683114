package io.recaller.routing;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.skill.Requirement;
import java.time.Instant;

/**
 * A contact in the queue.
 *
 * @param id this time it waits
 * @param priority higher is served first; equal ones by age
 * @param enteredAt when it joined; an offer that fails does not change it
 * @param address where it is reached
 */
public record WaitingContact(
        EntryId id,
        ContactId contact,
        Channel channel,
        Requirement requirement,
        int priority,
        Instant enteredAt,
        Address address) {
    /** Another entry of the same age. */
    WaitingContact again() {
        return new WaitingContact(
                EntryId.next(), contact, channel, requirement, priority, enteredAt, address);
    }
}
