package io.recaller.message;

import io.recaller.contact.ContactId;
import io.recaller.message.file.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One message of a thread.
 *
 * @param seq its place in the order of the thread
 * @param contact what it belongs to; empty: it was not looked at yet
 * @param agentName who wrote it, of an agent's
 * @param text what was written; of a button that was pressed its label
 * @param pressed the key of that button
 * @param buttons what can be pressed, of one that asks
 * @param clientId made up by the page that sent it
 * @param version of the dialogue, that one which came in answers
 * @param reason why it failed, in plain words; else empty
 * @param attachments the files with it, in order
 */
public record ThreadMessage(
        long seq,
        ThreadId thread,
        Optional<ContactId> contact,
        Author author,
        Optional<String> agentName,
        String text,
        Optional<String> pressed,
        List<Button> buttons,
        Optional<String> clientId,
        Optional<Long> version,
        MessageState state,
        String reason,
        Instant at,
        List<Attachment> attachments) {
    public ThreadMessage {
        buttons = List.copyOf(buttons);
        attachments = List.copyOf(attachments);
    }

    /** Without files. */
    public ThreadMessage(
            long seq,
            ThreadId thread,
            Optional<ContactId> contact,
            Author author,
            Optional<String> agentName,
            String text,
            Optional<String> pressed,
            List<Button> buttons,
            Optional<String> clientId,
            Optional<Long> version,
            MessageState state,
            String reason,
            Instant at) {
        this(
                seq, thread, contact, author, agentName, text, pressed, buttons, clientId, version,
                state, reason, at, List.of());
    }

    /** Whether it is nothing but that its sender came by a link of ours. */
    public boolean isByLink() {
        return pressed.filter(Messages.BY_LINK::equals).isPresent();
    }

    /** What was written, without the lines that stand for files which are not with it. */
    public String words() {
        return FileLine.without(text);
    }

    /** Without what was written: it may be logged. */
    @Override
    public String toString() {
        return "Message[" + seq + " of " + thread + " by " + author.slug() + "]";
    }
}
