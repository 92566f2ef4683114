/** Tests of routing. */
@NullMarked
package io.recaller.routing;

import org.jspecify.annotations.NullMarked;
