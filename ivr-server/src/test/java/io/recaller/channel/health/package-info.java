@NullMarked
package io.recaller.channel.health;

import org.jspecify.annotations.NullMarked;
