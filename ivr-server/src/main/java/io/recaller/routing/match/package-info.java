/** Which contact goes to which agent: values and rules only, no rows. */
@NullMarked
package io.recaller.routing.match;

import org.jspecify.annotations.NullMarked;
