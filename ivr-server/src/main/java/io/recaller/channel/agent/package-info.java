/** What agents read, write and send to those they serve. */
@NullMarked
package io.recaller.channel.agent;

import org.jspecify.annotations.NullMarked;
