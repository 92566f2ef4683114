/**
 * What a file with a message may be: kinds told by their content, names, sizes, how many at once.
 */
@NullMarked
package io.recaller.message.file;

import org.jspecify.annotations.NullMarked;
