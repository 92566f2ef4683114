package io.recaller.channel.agent;

import io.recaller.channel.AnswerTimes;
import io.recaller.message.ThreadId;
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
 * @param own the thread it goes on in; messages of others went out by another way
 * @param reach what is to be known before one answers
 * @param ways by which the customer can be written to as well
 */
public record WrittenTalk(
        List<ThreadMessage> messages,
        List<ThreadNote> notes,
        Optional<AnswerTimes> within,
        Optional<Answerable> answerable,
        Forewarning reach,
        Optional<ThreadId> own,
        List<OtherWay> ways) {
    public WrittenTalk {
        ways = List.copyOf(ways);
        messages = List.copyOf(messages);
        notes = List.copyOf(notes);
    }

    /** Nothing was written, or nothing of it is the agent's. */
    public static WrittenTalk none() {
        return new WrittenTalk(List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** Of which no other way is known. */
    public WrittenTalk(
            List<ThreadMessage> messages,
            List<ThreadNote> notes,
            Optional<AnswerTimes> within,
            Optional<Answerable> answerable) {
        this(messages, notes, within, answerable, Forewarning.PLAIN, Optional.empty(), List.of());
    }

    /** Whether a message went out by another way. */
    public boolean isElsewhere(ThreadMessage message) {
        return own.filter(thread -> !thread.equals(message.thread())).isPresent();
    }

    public boolean isEmpty() {
        return messages.isEmpty() && notes.isEmpty();
    }

    /** The same with these instead. */
    public WrittenTalk with(List<ThreadMessage> some, List<ThreadNote> noted) {
        return new WrittenTalk(some, noted, within, answerable, reach, own, ways);
    }

    /** What there was up to then. */
    WrittenTalk until(Instant end) {
        return new WrittenTalk(
                messages.stream().filter(each -> !each.at().isAfter(end)).toList(),
                notes.stream().filter(each -> !each.at().isAfter(end)).toList(),
                within,
                answerable,
                reach,
                own,
                List.of());
    }
}
