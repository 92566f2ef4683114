/** Tests of the match. */
@NullMarked
package io.recaller.routing.match;

import org.jspecify.annotations.NullMarked;
