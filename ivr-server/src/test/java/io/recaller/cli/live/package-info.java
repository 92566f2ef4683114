/** Tests of the command line, as a user meets it. */
@NullMarked
package io.recaller.cli.live;

import org.jspecify.annotations.NullMarked;
