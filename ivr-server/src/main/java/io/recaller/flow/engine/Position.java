package io.recaller.flow.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where within its node a dialogue is. */
public sealed interface Position {
    /** At the node as a whole, or not in it yet. */
    Position ENTRY = new AtNode(Attempt.FIRST);

    Attempt attempt();

    /** The same question, as it stands after this attempt; asked anew now. */
    Position after(Attempt attempt, Instant now);

    /** At the node as a whole: a proof, what is said. */
    record AtNode(Attempt attempt) implements Position {
        @Override
        public Position after(Attempt next, Instant now) {
            return new AtNode(next);
        }
    }

    /**
     * A menu is being read, or was sent and waits for its answer.
     *
     * @param order the options' names, as they are read
     * @param offer what is asked before them
     * @param since when it began
     */
    record InMenu(List<String> order, Optional<OfferMade> offer, Instant since, Attempt attempt)
            implements Position {
        public InMenu {
            order = List.copyOf(order);
        }

        @Override
        public Position after(Attempt next, Instant now) {
            return new InMenu(order, offer, now, next);
        }
    }

    /**
     * A value is asked.
     *
     * @param field its name in the form
     */
    record AtField(String field, Attempt attempt) implements Position {
        @Override
        public Position after(Attempt next, Instant now) {
            return new AtField(field, next);
        }
    }

    /**
     * A value that is known is read back.
     *
     * @param field its name in the form
     */
    record ReadingBack(String field, Attempt attempt) implements Position {
        @Override
        public Position after(Attempt next, Instant now) {
            return new ReadingBack(field, next);
        }
    }

    /**
     * An answer from outside is awaited.
     *
     * @param version the dialogue's when it was first asked for: who asks again says the same
     */
    record LookingUp(long version) implements Position {
        @Override
        public Attempt attempt() {
            return Attempt.FIRST;
        }

        @Override
        public Position after(Attempt next, Instant now) {
            return this;
        }
    }
}
