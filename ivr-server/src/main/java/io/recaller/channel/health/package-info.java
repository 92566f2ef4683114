/** How the gateways do, on every server. */
@NullMarked
package io.recaller.channel.health;

import org.jspecify.annotations.NullMarked;
