/** How dialogues go on at other doors than their own. */
@org.jspecify.annotations.NullMarked
package io.recaller.conversation.moving;
