/** Finds what is wrong with a flow that could be read, before a caller does. */
@NullMarked
package io.recaller.flow.check;

import org.jspecify.annotations.NullMarked;
