package io.recaller.routing.queue;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.AssignmentNotes;
import io.recaller.routing.assignment.Handling;
import io.recaller.routing.match.WaitingContact;
import java.util.Collection;
import java.util.Map;

/** How contacts came to be in agents' hands, and what agents wrote of it. Any thread. */
public final class Handlings {
    private final QueueRows rows = new QueueRows();
    private final AssignmentNotes notes = new AssignmentNotes();

    /** How the contact came to be in an agent's hands by an assignment, and what it came to. */
    public Handling of(Tx tx, ContactId contact, AssignmentId assignment) {
        var entry = rows.latest(tx, contact);
        var deeds = notes.deeds(tx, assignment);
        return new Handling(
                deeds.isServed(),
                deeds.isVerified(),
                deeds.over(),
                entry.map(WaitingContact::priority).orElse(0),
                entry.map(WaitingContact::enteredAt),
                entry.filter(each -> each.address() instanceof Address.Callback).isPresent(),
                entry.filter(each -> each.address() instanceof Address.Voicemail).isPresent());
    }

    /** What agents wrote of contacts they served, the last word of each. */
    public Map<ContactId, String> notes(Tx tx, Collection<ContactId> contacts) {
        return notes.notes(tx, contacts);
    }
}
