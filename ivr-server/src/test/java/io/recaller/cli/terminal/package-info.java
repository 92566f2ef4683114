@NullMarked
package io.recaller.cli.terminal;

import org.jspecify.annotations.NullMarked;
