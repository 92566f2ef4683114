@NullMarked
package io.recaller.channel.inbound;

import org.jspecify.annotations.NullMarked;
