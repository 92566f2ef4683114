package io.recaller.routing.match;

import io.recaller.routing.step.CurrentStep;
import java.time.Instant;
import java.util.Comparator;

/**
 * Where a contact stands: at which step, and among whose like.
 *
 * @param bucket whose contacts ask the same
 * @param turnAt as {@link WaitingContact#turnAt}, worked out once
 */
record InLine(WaitingContact contact, CurrentStep step, Bucket bucket, Instant turnAt) {
    /** As {@link WaitingContact#IN_TURN}. */
    static final Comparator<InLine> IN_TURN =
            Comparator.comparing(InLine::turnAt)
                    .thenComparing(each -> each.contact().contact().value())
                    .thenComparing(each -> each.contact().id().value());

    static InLine of(WaitingContact contact, CurrentStep step, Bucket bucket) {
        return new InLine(contact, step, bucket, contact.turnAt());
    }
}
