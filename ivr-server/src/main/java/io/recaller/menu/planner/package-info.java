/** Turns what is likely and how long it takes to say into the order in which a menu is read. */
@NullMarked
package io.recaller.menu.planner;

import org.jspecify.annotations.NullMarked;
