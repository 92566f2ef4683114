/** Thinking, pure: the flow definition, its checker and the engine that steps a dialogue. */
@NullMarked
package io.recaller.flow;

import org.jspecify.annotations.NullMarked;
