package io.recaller.flow.engine;

/** Where a dialogue goes within one step. */
sealed interface Move {
    /** Waits here: the node's turn is next. */
    record Stop(Dialogue dialogue) implements Move {}

    /** Goes on to another node at once. */
    record Go(Dialogue dialogue, String next) implements Move {}
}
