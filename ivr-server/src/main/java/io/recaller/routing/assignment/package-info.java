/** A contact in an agent's hands: offered, connected, wrapped up, closed. */
@NullMarked
package io.recaller.routing.assignment;

import org.jspecify.annotations.NullMarked;
