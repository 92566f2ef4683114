package io.recaller.desk;

import io.recaller.contact.ContactId;
import io.recaller.routing.Assignment;
import io.recaller.routing.AssignmentId;
import io.recaller.routing.Workload;
import java.util.Optional;

/** A contact in an agent's hands, by the assignment that brought it. */
record Serving(AssignmentId offer, ContactId contact) {
    /** What the agent serves first. */
    static Optional<Serving> of(Workload workload) {
        return first(workload).map(held -> new Serving(held.id(), held.contact()));
    }

    /** What the state of the agent is told by. */
    static Optional<Assignment> first(Workload workload) {
        return workload.held().stream().findFirst();
    }
}
