/** Thinking, pure: what to say first. Topic prediction and the planner of a spoken layout. */
@NullMarked
package io.recaller.menu;

import org.jspecify.annotations.NullMarked;
