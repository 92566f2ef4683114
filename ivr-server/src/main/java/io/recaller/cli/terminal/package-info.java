/** How commands show things: columns, spans of time, progress, a screen that is painted again. */
@NullMarked
package io.recaller.cli.terminal;

import org.jspecify.annotations.NullMarked;
