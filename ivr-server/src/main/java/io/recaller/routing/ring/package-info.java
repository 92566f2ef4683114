/** How agents' phones are rung: what the Asterisk door is asked for, and what it tells. */
@NullMarked
package io.recaller.routing.ring;

import org.jspecify.annotations.NullMarked;
