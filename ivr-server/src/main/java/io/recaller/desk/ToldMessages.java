package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.channel.agent.WrittenTalk;
import io.recaller.contact.Channel;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadNote;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written in one agent's hands, and what of it the agent's pages were told: all of it once,
 * then what is new or has changed. What a page could not take is told again. Safe for any thread.
 */
final class ToldMessages {
    private static final Logger log = LoggerFactory.getLogger(ToldMessages.class);

    private final AgentId agent;
    private final WrittenDesk source;
    private final Predicate<String> pages;
    private final Map<AssignmentId, Pages> told = new ConcurrentHashMap<>();
    private final Set<AssignmentId> stale = ConcurrentHashMap.newKeySet();
    private final OneAtATime reading;

    /**
     * The conversations of an agent.
     *
     * @param pages tells all of them, and whether every one took it
     */
    ToldMessages(AgentId agent, WrittenDesk source, Predicate<String> pages, OffLoop offLoop) {
        this.agent = agent;
        this.source = source;
        this.pages = pages;
        this.reading = new OneAtATime(offLoop, this::read, this::failed);
    }

    /** What the agent holds now: of what is offered nothing is read yet, of calls nothing ever. */
    void keep(Collection<Assignment> held) {
        var written =
                held.stream()
                        .filter(ToldMessages::isRead)
                        .map(Assignment::id)
                        .collect(Collectors.toSet());
        told.keySet().retainAll(written);
        stale.retainAll(written);
        written.forEach(id -> {
            if (told.putIfAbsent(id, new Pages()) == null) {
                stale.add(id);
            }
        });
        tryAgain();
    }

    private static boolean isRead(Assignment held) {
        return held.channel() != Channel.PHONE && !(held instanceof Assignment.Offered);
    }

    /** What could not be read or told is tried again. */
    void tryAgain() {
        if (!stale.isEmpty()) {
            reading.wish();
        }
    }

    /** A page opened that knows nothing. */
    void again() {
        told.values().forEach(Pages::forget);
        stale.addAll(told.keySet());
        tryAgain();
    }

    /** Something was said over this assignment. */
    void look(AssignmentId assignment) {
        if (told.containsKey(assignment)) {
            stale.add(assignment);
            tryAgain();
        }
    }

    /** Those that go on in that thread, as far as is known. */
    List<AssignmentId> in(UUID thread) {
        return told.entrySet().stream()
                .filter(each -> each.getValue().isOf(thread))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Something was written, or has come further.
     *
     * @param thread empty: in any of them
     */
    void look(Optional<UUID> thread) {
        told.forEach((assignment, each) -> {
            if (thread.stream().allMatch(each::mayBe)) {
                stale.add(assignment);
            }
        });
        tryAgain();
    }

    private void read() {
        for (var assignment : List.copyOf(stale)) {
            stale.remove(assignment);
            var each = told.get(assignment);
            if (each != null) {
                read(assignment, each);
            }
        }
    }

    private void read(AssignmentId assignment, Pages each) {
        try {
            var news = each.news(source.messages(agent, assignment));
            if (news.isPresent() && !pages.test(Message.messages(assignment, news.get()))) {
                each.forget();
                stale.add(assignment);
            }
        } catch (RuntimeException failure) {
            stale.add(assignment);
            throw failure;
        }
    }

    private void failed(Throwable failure) {
        log.atDebug()
                .addKeyValue("agent", agent)
                .addKeyValue("error", failure.toString())
                .log("messages could not be read; they are soon again");
    }

    /**
     * What the pages know of one conversation: how far each message was when they were told, and
     * how many of its files were there.
     */
    private static final class Pages {
        private final Map<Long, String> states = new ConcurrentHashMap<>();
        private final Set<UUID> notes = ConcurrentHashMap.newKeySet();
        private volatile boolean isBegun;
        private volatile boolean isStopped;
        private volatile Set<UUID> threads = Set.of();
        private volatile Optional<UUID> own = Optional.empty();

        void forget() {
            isBegun = false;
            states.clear();
            notes.clear();
        }

        boolean isOf(UUID thread) {
            return own.filter(thread::equals).isPresent();
        }

        boolean mayBe(UUID changed) {
            return threads.isEmpty() || threads.contains(changed);
        }

        /** What they do not know yet; empty: they know all of it. */
        Optional<WrittenTalk> news(WrittenTalk all) {
            own = all.own().map(ThreadId::value);
            threads =
                    all.messages().stream()
                            .map(each -> each.thread().value())
                            .collect(Collectors.toUnmodifiableSet());
            states.keySet().retainAll(all.messages().stream().map(ThreadMessage::seq).toList());
            notes.retainAll(all.notes().stream().map(ThreadNote::id).toList());
            var isFirst = !isBegun || all.reach().isStopped() != isStopped;
            isBegun = true;
            isStopped = all.reach().isStopped();
            var news =
                    all.with(
                            all.messages().stream().filter(this::isNews).toList(),
                            all.notes().stream().filter(note -> notes.add(note.id())).toList());
            return isFirst || !news.isEmpty() ? Optional.of(news) : Optional.empty();
        }

        private boolean isNews(ThreadMessage message) {
            var state =
                    message.attachments().size() + " " + message.state() + " " + message.reason();
            return !state.equals(states.put(message.seq(), state));
        }
    }
}
