package io.recaller.routing.plan;

import io.recaller.routing.step.QueueName;
import io.recaller.speech.Text;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a contact that its queue no longer keeps.
 *
 * @param message said first, in the contact's language
 */
public record Overflow(Optional<Text> message, Way way) {
    /** Whoever is in the dialplan's ring group helps. */
    public static final Overflow RING_GROUP = new Overflow(Optional.empty(), new Way.RingGroup());

    /**
     * Where who does not want what is offered, or cannot have it, goes on: nobody is at the ring
     * group of a queue that is closed.
     */
    public static Way unwanted(OverflowCause cause) {
        return switch (cause) {
            case LONGEST_WAIT, UNSTAFFED -> new Way.RingGroup();
            case CLOSED -> new Way.End();
        };
    }

    /** Where it goes on. */
    public sealed interface Way {
        /** Waits on in another queue, as long as it has waited already. */
        record Queue(QueueName name) implements Way {}

        record RingGroup() implements Way {}

        /** Goes on in the flow, where the hand-off says {@code otherwise}. */
        record Flow() implements Way {}

        /**
         * Is offered a call-back, and keeps the place if they take it.
         *
         * @param declined where who does not want it goes on; another than this one
         */
        record CallBack(Way declined) implements Way {
            public CallBack {
                if (declined instanceof CallBack) {
                    throw new IllegalArgumentException("a call-back is offered once");
                }
            }
        }

        /** Leaves a message, which waits in the queue instead of them. */
        record Voicemail() implements Way {}

        /** The contact is over. */
        record End() implements Way {}

        /** Every way that may be gone from here: this one, and what follows on it. */
        default List<Way> all() {
            return this instanceof CallBack(var declined) ? List.of(this, declined) : List.of(this);
        }
    }
}
