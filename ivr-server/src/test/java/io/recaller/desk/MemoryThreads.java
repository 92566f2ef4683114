package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.channel.AnswerTimes;
import io.recaller.channel.ApprovedText;
import io.recaller.channel.TemplateChoice;
import io.recaller.channel.agent.AgentMessages;
import io.recaller.channel.agent.Answerable;
import io.recaller.channel.agent.Forewarning;
import io.recaller.channel.agent.OtherWay;
import io.recaller.channel.agent.WrittenSearch;
import io.recaller.channel.agent.WrittenSearch.Scope;
import io.recaller.channel.agent.WrittenTalk;
import io.recaller.contact.Channel;
import io.recaller.message.Author;
import io.recaller.message.MessageSearch;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadNote;
import io.recaller.message.file.Attachment;
import io.recaller.routing.assignment.AssignmentId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Conversations of a test; what is accepted, declined and closed is so at once. */
final class MemoryThreads implements WrittenDesk {
    private final MemoryAgents agents;
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger sayings = new AtomicInteger();
    private final Map<AssignmentId, List<ThreadMessage>> written = new ConcurrentHashMap<>();
    private final Map<AssignmentId, List<ThreadNote>> notes = new ConcurrentHashMap<>();
    private volatile Optional<AnswerTimes> within = Optional.empty();
    private volatile Forewarning reach = new Forewarning(Optional.empty(), false);
    private volatile Optional<Answerable> answerable = Optional.empty();
    private volatile List<OtherWay> ways = List.of();
    private final MemoryFiles files = new MemoryFiles(this);
    private volatile Runnable trouble = () -> {};

    MemoryThreads(MemoryAgents agents, InstantSource clock) {
        this.agents = agents;
        this.clock = clock;
    }

    static UUID thread(AssignmentId assignment) {
        return UUID.nameUUIDFromBytes(assignment.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Runs whenever messages are asked for or said: a database that is away. */
    void before(Runnable happens) {
        trouble = happens;
    }

    void add(AssignmentId assignment, Author from, String text) {
        var state = from == Author.CUSTOMER ? MessageState.RECEIVED : MessageState.SENT;
        add(assignment, from, Optional.empty(), text, Optional.empty(), state);
    }

    private void add(
            AssignmentId assignment,
            Author from,
            Optional<String> name,
            String text,
            Optional<String> client,
            MessageState state) {
        list(assignment)
                .add(
                        new ThreadMessage(
                                last.incrementAndGet(),
                                new ThreadId(thread(assignment)),
                                Optional.empty(),
                                from,
                                name,
                                text,
                                Optional.empty(),
                                List.of(),
                                client,
                                Optional.empty(),
                                state,
                                "",
                                clock.instant()));
    }

    @Override
    public MemoryFiles files() {
        return files;
    }

    /** The customer sends a file. */
    void customerSends(AssignmentId assignment, Attachment file) {
        add(assignment, Author.CUSTOMER, "");
        attach(assignment, file);
    }

    /** The agent does, once. */
    void agentSends(AssignmentId assignment, String clientId, Attachment file) {
        var client = Optional.of(clientId);
        if (list(assignment).stream().noneMatch(each -> each.clientId().equals(client))) {
            var name = Optional.of(MemoryAgents.DANA.name());
            add(assignment, Author.AGENT, name, "", client, MessageState.QUEUED);
            attach(assignment, file);
        }
    }

    private void attach(AssignmentId assignment, Attachment file) {
        var list = list(assignment);
        var last = list.getLast();
        list.set(
                list.size() - 1,
                new ThreadMessage(
                        last.seq(),
                        last.thread(),
                        last.contact(),
                        last.author(),
                        last.agentName(),
                        last.text(),
                        last.pressed(),
                        last.buttons(),
                        last.clientId(),
                        last.version(),
                        last.state(),
                        last.reason(),
                        last.at(),
                        List.of(file)));
    }

    void lastIs(AssignmentId assignment, MessageState state, String reason) {
        var list = list(assignment);
        var before = list.getLast();
        list.set(
                list.size() - 1,
                new ThreadMessage(
                        before.seq(),
                        before.thread(),
                        before.contact(),
                        before.author(),
                        before.agentName(),
                        before.text(),
                        before.pressed(),
                        before.buttons(),
                        before.clientId(),
                        before.version(),
                        state,
                        reason,
                        before.at(),
                        before.attachments()));
    }

    /** What was written over an assignment, in order. */
    List<String> texts(AssignmentId assignment) {
        return list(assignment).stream().map(ThreadMessage::text).toList();
    }

    int reads() {
        return reads.get();
    }

    /** How often a page said something, what it said before included. */
    int sayings() {
        return sayings.get();
    }

    private List<ThreadMessage> list(AssignmentId assignment) {
        return written.computeIfAbsent(assignment, _ -> new CopyOnWriteArrayList<>());
    }

    @Override
    public WrittenTalk messages(AgentId agent, AssignmentId assignment) {
        reads.incrementAndGet();
        trouble.run();
        return new WrittenTalk(
                List.copyOf(list(assignment)),
                notes.getOrDefault(assignment, List.of()),
                within,
                answerable,
                reach,
                Optional.of(new ThreadId(thread(assignment))),
                ways);
    }

    @Override
    public boolean note(AgentId agent, AssignmentId assignment, UUID id, String text) {
        trouble.run();
        var last = list(assignment).isEmpty() ? 0 : list(assignment).getLast().seq();
        notes(assignment)
                .add(new ThreadNote(id, last, MemoryAgents.DANA.name(), text, clock.instant()));
        return true;
    }

    /** By when Dana is to answer, from now on. */
    void isToAnswer(AnswerTimes times) {
        within = Optional.of(times);
    }

    private List<ThreadNote> notes(AssignmentId assignment) {
        return notes.computeIfAbsent(assignment, _ -> new CopyOnWriteArrayList<>());
    }

    /** What was noted over an assignment, in order. */
    List<String> noted(AssignmentId assignment) {
        return notes(assignment).stream().map(ThreadNote::text).toList();
    }

    @Override
    public boolean say(AgentId agent, AssignmentId assignment, String clientId, String text) {
        sayings.incrementAndGet();
        trouble.run();
        var client = Optional.of(clientId);
        if (list(assignment).stream().noneMatch(each -> each.clientId().equals(client))) {
            add(
                    assignment,
                    Author.AGENT,
                    Optional.of(MemoryAgents.DANA.name()),
                    text,
                    client,
                    MessageState.QUEUED);
        }
        return true;
    }

    @Override
    public boolean say(
            AgentId agent, AssignmentId assignment, String clientId, String text, ThreadId way) {
        var isOne = ways.stream().anyMatch(each -> each.thread().equals(way));
        if (isOne && say(agent, assignment, clientId, text)) {
            var list = list(assignment);
            var said = list.getLast();
            list.set(list.size() - 1, in(way, said));
        }
        return isOne;
    }

    private static ThreadMessage in(ThreadId way, ThreadMessage said) {
        return new ThreadMessage(
                said.seq(),
                way,
                said.contact(),
                said.author(),
                said.agentName(),
                said.text(),
                said.pressed(),
                said.buttons(),
                said.clientId(),
                said.version(),
                said.state(),
                said.reason(),
                said.at());
    }

    /** From now on they can be written to by that way too. */
    void isReachedBy(OtherWay way) {
        ways = List.of(way);
    }

    /** From now on they may be answered until then only. */
    void isReached(Forewarning now) {
        reach = now;
    }

    void mayBeAnsweredUntil(Instant until, String template) {
        answerable =
                Optional.of(
                        new Answerable(
                                until,
                                List.of(
                                        new ApprovedText("template", template),
                                        new ApprovedText("order", "{name}: {request} is ready"))));
    }

    @Override
    public AgentMessages.Result sayTemplate(
            AgentId agent, AssignmentId assignment, String clientId, TemplateChoice choice) {
        var text =
                answerable.stream()
                        .flatMap(may -> may.templates().stream())
                        .filter(each -> each.id().equals(choice.id().orElse("template")))
                        .findFirst();
        return text.map(each ->
                        each.filling(choice.values())
                                .map(values ->
                                        say(agent, assignment, clientId, each.filled(values))
                                                ? AgentMessages.Result.WRITTEN
                                                : AgentMessages.Result.NOT_NOW)
                                .orElse(AgentMessages.Result.UNFIT))
                .orElse(AgentMessages.Result.NOT_NOW);
    }

    @Override
    public Optional<WrittenSearch.Found> find(
            AgentId agent, AssignmentId assignment, String words, boolean isEverywhere) {
        var scope = isEverywhere ? Scope.EVERYTHING : Scope.THREAD;
        var hits =
                (isEverywhere ? written.keySet() : Set.of(assignment))
                        .stream()
                                .flatMap(each -> list(each).stream())
                                .filter(each -> each.text().contains(words))
                                .map(each -> hit(each))
                                .toList()
                                .reversed();
        return Optional.of(
                new WrittenSearch.Found(scope, hits, new ThreadId(thread(assignment)), false));
    }

    private MessageSearch.Hit hit(ThreadMessage found) {
        var around =
                written.values().stream()
                        .flatMap(List::stream)
                        .filter(each -> each.thread().equals(found.thread()))
                        .toList();
        return new MessageSearch.Hit(found, Channel.SMS, Optional.of("Жанна"), around);
    }

    @Override
    public void accept(AgentId agent, AssignmentId assignment) {
        agents.answer(assignment);
    }

    @Override
    public void decline(AgentId agent, AssignmentId assignment) {
        agents.decline(assignment);
    }

    @Override
    public void close(AgentId agent, AssignmentId assignment) {
        agents.hangUp(assignment);
    }
}
