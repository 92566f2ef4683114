/** Agents and their states, the match, the durable queue and its offers. */
@NullMarked
package io.recaller.routing;

import org.jspecify.annotations.NullMarked;
