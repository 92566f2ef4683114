/** Calls by FastAGI: who is let in, what the dialplan tells, and a caller as a line. */
@NullMarked
package io.recaller.asterisk.agi;

import org.jspecify.annotations.NullMarked;
