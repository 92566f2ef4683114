/** Tests of the telephone door, over a fake Asterisk and a real one. */
@NullMarked
package io.recaller.asterisk;

import org.jspecify.annotations.NullMarked;
