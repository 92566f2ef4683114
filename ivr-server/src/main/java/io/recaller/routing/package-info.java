/** The durable queue, the match, and the contacts in agents' hands. */
@NullMarked
package io.recaller.routing;

import org.jspecify.annotations.NullMarked;
