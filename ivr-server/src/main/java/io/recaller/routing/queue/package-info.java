/** Who waits for a person, and who did: the rows of the queue, and their only owner. */
@NullMarked
package io.recaller.routing.queue;

import org.jspecify.annotations.NullMarked;
