package io.recaller.conversation.waiting;

import io.recaller.contact.Unserved;
import io.recaller.conversation.voice.Line;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What becomes of a caller in the queue after a look at them. What is said may be silent. */
public sealed interface Waiting {
    /**
     * Keeps the place.
     *
     * @param music a class of Asterisk's; empty: the dialplan's own
     * @param until after so long there may be something to say; empty: not for a while
     */
    record On(Speech announcement, Optional<String> music, Optional<Duration> until)
            implements Waiting {
        /** With the usual music, and nothing to say for a while. */
        public On(Speech announcement) {
            this(announcement, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Is asked something on the line first.
     *
     * @param dialogue asks, and says what becomes of them then
     */
    record Ask(Function<Line, Waiting> dialogue) implements Waiting {}

    /** No agent will come from this queue any more: whoever is in the ring group must help. */
    record RingGroup(Unserved cause, Speech message) implements Waiting {
        public RingGroup(Unserved cause) {
            this(cause, Speech.silence());
        }
    }

    /** Has left the queue and goes on in the flow: that is entered again. */
    record InFlow(Speech message) implements Waiting {}

    /** Has left the queue, and the contact is over once this was said. */
    record Over(Speech message) implements Waiting {}
}
