/**
 * The manager interface of an Asterisk: logging in, keeping the connection, and what comes over it.
 */
@NullMarked
package io.recaller.asterisk.ami.wire;

import org.jspecify.annotations.NullMarked;
