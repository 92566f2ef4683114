/** The command line: one class per command. Exit codes: 0 ok, 1 something found wrong, 2 usage. */
@NullMarked
package io.recaller.cli;

import org.jspecify.annotations.NullMarked;
