/** The roof: settings, wiring by hand, start and stop in order. */
@NullMarked
package io.recaller;

import org.jspecify.annotations.NullMarked;
