/** Words of speaking: languages, texts with plurals, prompts and how long they last. */
@NullMarked
package io.recaller.speech;

import org.jspecify.annotations.NullMarked;
