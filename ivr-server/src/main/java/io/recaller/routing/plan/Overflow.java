package io.recaller.routing.plan;

import io.recaller.routing.step.QueueName;
import io.recaller.speech.Text;
import java.util.Optional;

/**
 * What becomes of a contact that its queue no longer keeps.
 *
 * @param message said first, in the contact's language
 */
public record Overflow(Optional<Text> message, Way way) {
    /** Whoever is in the dialplan's ring group helps. */
    public static final Overflow RING_GROUP = new Overflow(Optional.empty(), new Way.RingGroup());

    /** Where it goes on. */
    public sealed interface Way {
        /** Waits on in another queue, as long as it has waited already. */
        record Queue(QueueName name) implements Way {}

        record RingGroup() implements Way {}

        /** Goes on in the flow, where the hand-off says {@code otherwise}. */
        record Flow() implements Way {}

        /** The contact is over. */
        record End() implements Way {}
    }
}
