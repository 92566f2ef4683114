/**
 * Texts that people write: files in their encodings, names nearly got right, forms of words, spans
 * of time, how deep YAML is nested.
 */
@NullMarked
package io.recaller.text;

import org.jspecify.annotations.NullMarked;
