package io.recaller.conversation;

import io.recaller.contact.Unserved;
import io.recaller.speech.Speech;

/** What becomes of a caller in the queue after a look at them. */
public sealed interface Waiting {
    /**
     * Keeps the place.
     *
     * @param announcement may be silent
     */
    record On(Speech announcement) implements Waiting {}

    /** No agent will come from this queue any more: whoever is in the ring group must help. */
    record RingGroup(Unserved cause) implements Waiting {}
}
