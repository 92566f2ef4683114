/** Tests of learning. */
@NullMarked
package io.recaller.learning;

import org.jspecify.annotations.NullMarked;
