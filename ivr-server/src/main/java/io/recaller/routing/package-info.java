/** The durable queue, and the router that brings waiting contacts to ready agents. */
@NullMarked
package io.recaller.routing;

import org.jspecify.annotations.NullMarked;
