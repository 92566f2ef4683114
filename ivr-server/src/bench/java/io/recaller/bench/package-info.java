/** How fast the thinking is: {@code make bench}. */
@NullMarked
package io.recaller.bench;

import org.jspecify.annotations.NullMarked;
