/** What comes in: taken once, answered by the flow, message after message. */
@NullMarked
package io.recaller.channel.inbound;

import org.jspecify.annotations.NullMarked;
