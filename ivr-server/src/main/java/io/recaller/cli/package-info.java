/**
 * The command line: one class per command, by what they are about; here is what runs the server and
 * keeps it. Exit codes: 0 ok, 1 something found wrong, 2 usage.
 */
@NullMarked
package io.recaller.cli;

import org.jspecify.annotations.NullMarked;
