/** What goes out, in order, each message once. */
@NullMarked
package io.recaller.channel.outbound;

import org.jspecify.annotations.NullMarked;
