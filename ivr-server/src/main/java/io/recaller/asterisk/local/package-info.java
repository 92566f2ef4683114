/**
 * Private Asterisk instances for the demonstration and the tests: one is the switch under test, a
 * second one, the stage, plays callers and desk phones and records what they hear.
 */
@NullMarked
package io.recaller.asterisk.local;

import org.jspecify.annotations.NullMarked;
