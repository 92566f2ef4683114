/**
 * What several commands take on their line, read and checked: settings, files, numbers of callers.
 */
@NullMarked
package io.recaller.cli.option;

import org.jspecify.annotations.NullMarked;
