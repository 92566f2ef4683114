@NullMarked
package io.recaller.channel.agent;

import org.jspecify.annotations.NullMarked;
