/** Dialogues that are shown at, or go on at, another door than their own. */
@NullMarked
package io.recaller.continuation;

import org.jspecify.annotations.NullMarked;
