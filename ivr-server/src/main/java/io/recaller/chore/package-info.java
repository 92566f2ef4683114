/** What a server does on the side, now and then: deletes what is old, reads calendars anew. */
@NullMarked
package io.recaller.chore;

import org.jspecify.annotations.NullMarked;
