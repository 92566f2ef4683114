/**
 * Talks that are put on hold or handed over: where everybody should be is a row, and whichever
 * server is linked to the call's Asterisk brings it about.
 */
@NullMarked
package io.recaller.transfer;

import org.jspecify.annotations.NullMarked;
