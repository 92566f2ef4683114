/**
 * The manager interface: the one link to an Asterisk, agents' phones, and what every channel does.
 */
@NullMarked
package io.recaller.asterisk.ami;

import org.jspecify.annotations.NullMarked;
