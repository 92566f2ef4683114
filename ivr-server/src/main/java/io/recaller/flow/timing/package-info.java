/** How long the ways through a flow take one caller. */
@NullMarked
package io.recaller.flow.timing;

import org.jspecify.annotations.NullMarked;
