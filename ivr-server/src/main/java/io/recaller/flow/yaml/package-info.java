/** Reads the text of a flow: YAML, its schema, its conditions. Every mistake names its line. */
@NullMarked
package io.recaller.flow.yaml;

import org.jspecify.annotations.NullMarked;
