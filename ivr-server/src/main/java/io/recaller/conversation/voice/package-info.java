/** Turns of a conversation on a line of speech and keys: the loop of a call. */
@org.jspecify.annotations.NullMarked
package io.recaller.conversation.voice;
