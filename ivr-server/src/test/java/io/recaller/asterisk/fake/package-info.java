/** Asterisk's side of its protocols, for tests that take milliseconds. */
@NullMarked
package io.recaller.asterisk.fake;

import org.jspecify.annotations.NullMarked;
