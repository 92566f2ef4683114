/** What has been said with a contact: its dialogue's rows, kept turn by turn and fenced. */
@NullMarked
package io.recaller.conversation.dialogue;

import org.jspecify.annotations.NullMarked;
