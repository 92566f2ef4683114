/** A caller leaves a message where the queue no longer keeps them: what is asked, said and kept. */
@org.jspecify.annotations.NullMarked
package io.recaller.conversation.voicemail;
