/** A contact in an agent's hands: offered, connected, wrapped up, closed; and the rows of it. */
@NullMarked
package io.recaller.routing.assignment;

import org.jspecify.annotations.NullMarked;
