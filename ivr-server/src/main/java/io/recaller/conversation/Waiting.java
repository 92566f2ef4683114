package io.recaller.conversation;

import io.recaller.speech.Speech;

/** What becomes of a caller in the queue after a look at them. */
public sealed interface Waiting {
    /**
     * Keeps the place.
     *
     * @param announcement may be silent
     */
    record On(Speech announcement) implements Waiting {}

    /** Back to the menu: the dialogue goes on where it is. */
    record BackToMenu() implements Waiting {}

    /** Nobody will come. */
    record Over(Speech farewell) implements Waiting {}
}
