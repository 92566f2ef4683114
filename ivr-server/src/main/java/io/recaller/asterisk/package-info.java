/** The telephone door: FastAGI calls as lines, the AMI link, agents' phones. */
@NullMarked
package io.recaller.asterisk;

import org.jspecify.annotations.NullMarked;
