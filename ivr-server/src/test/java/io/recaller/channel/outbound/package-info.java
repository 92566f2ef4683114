@NullMarked
package io.recaller.channel.outbound;

import org.jspecify.annotations.NullMarked;
