/** The containers of {@code docker/} and the Debian package, as somebody who installs them. */
@NullMarked
package io.recaller.docker;

import org.jspecify.annotations.NullMarked;
