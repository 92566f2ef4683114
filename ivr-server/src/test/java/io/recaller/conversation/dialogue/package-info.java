/** Tests of that room. */
@NullMarked
package io.recaller.conversation.dialogue;

import org.jspecify.annotations.NullMarked;
