package io.recaller.flow.engine;

import io.recaller.flow.Node;
import io.recaller.menu.planner.Layout;

/** Where a dialogue goes within one step. */
sealed interface Move {
    /** Waits here: the node's turn is next. */
    record Stop(Dialogue dialogue) implements Move {}

    /** Reads a menu that was just entered, in the order that was decided for it. */
    record Read(Dialogue dialogue, Node.Menu menu, Layout layout) implements Move {}

    /** Goes on to another node at once. */
    record Go(Dialogue dialogue, String next) implements Move {}
}
