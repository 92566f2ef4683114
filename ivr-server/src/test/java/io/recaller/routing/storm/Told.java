package io.recaller.routing.storm;

import io.recaller.contact.ContactId;
import io.recaller.contact.Unreached;
import io.recaller.routing.assignment.AssignmentId;

/** What the telephones tell servers: in the dialplan's words. */
sealed interface Told {
    /** {@code answered}, {@code talked}, {@code taken}, {@code gone}, {@code calling}, left. */
    record OfLeg(AssignmentId leg, ContactId contact, String word) implements Told {}

    record NotReached(AssignmentId leg, Unreached why) implements Told {}

    /** Only to who rang: nobody picked up, or the phone refused. */
    record NotAnswered(AssignmentId leg, boolean rangOut) implements Told {}

    record CallerEnded(ContactId contact) implements Told {}

    record LedToRingGroup(ContactId contact) implements Told {}
}
