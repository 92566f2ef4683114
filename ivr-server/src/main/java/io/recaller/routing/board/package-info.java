/** The queues and the agents as people look at them, and what they may change there. */
@NullMarked
package io.recaller.routing.board;

import org.jspecify.annotations.NullMarked;
