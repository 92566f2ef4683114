package io.recaller.conversation.ending;

import io.recaller.conversation.dialogue.KeptEnd;

/** Keeps ends of contacts that the database did not take, until it does. Any thread. */
@FunctionalInterface
public interface Spool {
    /** Bounded: the oldest is never given up for a newer one; what does not fit is logged. */
    void keep(KeptEnd end);
}
