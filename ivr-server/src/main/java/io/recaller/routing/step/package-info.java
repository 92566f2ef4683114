/** How the search for an agent widens while a contact waits: values and rules only, no rows. */
@NullMarked
package io.recaller.routing.step;

import org.jspecify.annotations.NullMarked;
