package io.recaller.channel;

import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadNote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation in writing as an agent may read it.
 *
 * @param messages the newest 200, those of earlier contacts included, in order
 * @param notes the newest 200 of agents, in order
 * @param within by when there is to be an answer; empty: the settings do not name its gateway
 * @param answerable how long they may be answered; empty: at any time
 */
public record WrittenTalk(
        List<ThreadMessage> messages,
        List<ThreadNote> notes,
        Optional<AnswerTimes> within,
        Optional<Answerable> answerable) {
    public WrittenTalk {
        messages = List.copyOf(messages);
        notes = List.copyOf(notes);
    }

    /** Nothing was written, or nothing of it is the agent's. */
    public static WrittenTalk none() {
        return new WrittenTalk(List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    public boolean isEmpty() {
        return messages.isEmpty() && notes.isEmpty();
    }

    /** The same with these instead. */
    public WrittenTalk with(List<ThreadMessage> some, List<ThreadNote> noted) {
        return new WrittenTalk(some, noted, within, answerable);
    }

    /** What there was up to then. */
    WrittenTalk until(Instant end) {
        return new WrittenTalk(
                messages.stream().filter(each -> !each.at().isAfter(end)).toList(),
                notes.stream().filter(each -> !each.at().isAfter(end)).toList(),
                within,
                answerable);
    }
}
