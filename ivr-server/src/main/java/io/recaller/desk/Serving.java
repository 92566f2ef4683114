package io.recaller.desk;

import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;

/** A contact in an agent's hands, by the assignment that brought it. */
record Serving(AssignmentId assignment, ContactId contact) {
    static Serving of(Assignment held) {
        return new Serving(held.id(), held.contact());
    }
}
