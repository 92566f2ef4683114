package io.recaller.gateway.web;

import io.recaller.continuation.ChannelLinks.Link;
import io.recaller.continuation.LinkPlace;
import io.recaller.message.ThreadStandings.Standing;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileContent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Rows in memory, and a flow of two choices that answers at once. */
final class MemoryThreads implements ChatThreads {
    static final List<ChatLine.Choice> CHOICES =
            List.of(
                    new ChatLine.Choice("v1:1", "1 · Internet"),
                    new ChatLine.Choice("v1:2", "2 · Billing"));

    static final int MOST_LINKS = 2;

    private final InstantSource clock;
    private final Map<String, UUID> threads = new HashMap<>();
    private final Map<UUID, List<ChatLine>> lines = new HashMap<>();
    private final AtomicLong seq = new AtomicLong();
    private final AtomicBoolean away = new AtomicBoolean();
    private int linked;
    private final List<UUID> typed = new ArrayList<>();
    private final List<Visitor> visitors = new ArrayList<>();

    MemoryThreads(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the rows can be reached. */
    void away(boolean isAway) {
        away.set(isAway);
    }

    @Override
    public synchronized Optional<UUID> find(Visitor visitor) {
        check();
        return Optional.ofNullable(threads.get(key(visitor)));
    }

    @Override
    public synchronized Optional<Link> link(UUID thread, String to) {
        check();
        var place = new LinkPlace(to, LinkPlace.Messenger.TELEGRAM, "shop_bot");
        return linked++ < MOST_LINKS
                ? Optional.of(
                        new Link(
                                place,
                                "https://t.me/shop_bot?start=go_q3nY0mWcR6aXkq1y",
                                clock.instant().plusSeconds(600)))
                : Optional.empty();
    }

    @Override
    public synchronized void typing(UUID thread) {
        typed.add(thread);
    }

    /** Threads whose visitors were writing, in order. */
    synchronized List<UUID> typed() {
        return List.copyOf(typed);
    }

    @Override
    public synchronized UUID take(Visitor visitor, ChatCommand.Deed deed) {
        check();
        visitors.add(visitor);
        var thread = threads.computeIfAbsent(key(visitor), _ -> UUID.randomUUID());
        switch (deed) {
            case ChatCommand.Open _ -> greet(thread);
            case ChatCommand.Say(var id, var text) -> said(thread, id, text);
            case ChatCommand.Press(var id, var key) ->
                    CHOICES.stream()
                            .filter(each -> each.key().equals(key))
                            .findFirst()
                            .ifPresent(each -> said(thread, id, each.label()));
        }
        return thread;
    }

    private void greet(UUID thread) {
        if (of(thread).isEmpty()) {
            add(thread, "flow", "", "What is it about?", CHOICES, "", "sent");
        }
    }

    private void said(UUID thread, String client, String text) {
        if (of(thread).stream().noneMatch(line -> line.client().equals(Optional.of(client)))) {
            add(thread, ChatLine.ME, "", text, List.of(), client, "handled");
            add(thread, "flow", "", "You said: " + text, CHOICES, "", "sent");
        }
    }

    /** An agent writes in every thread. */
    synchronized void agentSays(String text) {
        threads.values()
                .forEach(thread ->
                        add(thread, "agent", "Dana Seitkali", text, List.of(), "", "sent"));
    }

    synchronized List<Visitor> visitors() {
        return List.copyOf(visitors);
    }

    private final Map<UUID, FileOfChat> files = new HashMap<>();

    @Override
    public AttachmentRules fileRules() {
        return AttachmentRules.usual();
    }

    @Override
    public synchronized Optional<AttachmentRules.Refusal> upload(
            Visitor visitor, String client, String name, FileContent content) {
        check();
        var thread = Optional.ofNullable(threads.get(key(visitor)));
        var refusal =
                thread.isEmpty()
                        ? Optional.of(AttachmentRules.Refusal.NOT_TAKEN)
                        : fileRules().refusal(content);
        if (refusal.isEmpty()) {
            add(thread.get(), ChatLine.ME, "", "", List.of(), client, "handled");
            withFile(thread.get(), name, content);
        }
        return refusal;
    }

    @Override
    public synchronized Optional<FileOfChat> file(Visitor visitor, UUID id) {
        check();
        return Optional.ofNullable(threads.get(key(visitor)))
                .filter(thread ->
                        of(thread).stream()
                                .flatMap(line -> line.files().stream())
                                .anyMatch(file -> file.id().equals(id)))
                .map(_ -> files.get(id));
    }

    /** An agent sends a file in every thread. */
    synchronized void agentSends(String name, FileContent content) {
        for (var thread : threads.values()) {
            add(thread, "agent", "Dana Seitkali", "", List.of(), "", "sent");
            withFile(thread, name, content);
        }
    }

    /** The last line of a thread. */
    private void withFile(UUID thread, String name, FileContent content) {
        var file =
                new Attachment(
                        UUID.randomUUID(), name, content.type().orElseThrow(), content.size());
        files.put(file.id(), new FileOfChat(file, content));
        var line = of(thread).removeLast();
        of(thread)
                .add(
                        new ChatLine(
                                line.seq(),
                                line.at(),
                                line.from(),
                                line.name(),
                                line.text(),
                                line.buttons(),
                                line.client(),
                                line.state(),
                                line.isReceipted(),
                                List.of(file)));
    }

    /** All lines of all threads. */
    synchronized List<ChatLine> lines() {
        return lines.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public synchronized List<ChatLine> after(UUID thread, long after, int most) {
        check();
        return of(thread).stream().filter(line -> line.seq() > after).limit(most).toList();
    }

    @Override
    public synchronized Map<UUID, Standing> standing(Map<UUID, Long> from) {
        check();
        var found = new HashMap<UUID, Standing>();
        from.forEach((thread, place) ->
                of(thread).stream()
                        .filter(line -> line.seq() > place)
                        .reduce((_, newest) -> newest)
                        .ifPresent(newest ->
                                found.put(thread, new Standing(newest.seq(), clock.instant()))));
        return found;
    }

    @Override
    public synchronized List<ChatLine> newest(UUID thread, int most) {
        check();
        var all = of(thread);
        return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
    }

    @Override
    public synchronized void got(Map<UUID, Long> delivered, Map<UUID, Long> read) {
        check();
        read.forEach((thread, upTo) ->
                advance(thread, upTo, List.of("queued", "sent", "delivered"), "read"));
        delivered.forEach(
                (thread, upTo) -> advance(thread, upTo, List.of("queued", "sent"), "delivered"));
    }

    private void advance(UUID thread, long upTo, List<String> from, String to) {
        of(thread)
                .replaceAll(line ->
                        line.isOurs() && line.seq() <= upTo && from.contains(line.state())
                                ? with(line, to)
                                : line);
    }

    private static ChatLine with(ChatLine line, String state) {
        return new ChatLine(
                line.seq(),
                line.at(),
                line.from(),
                line.name(),
                line.text(),
                line.buttons(),
                line.client(),
                state,
                state.equals("read"),
                line.files());
    }

    private List<ChatLine> of(UUID thread) {
        return lines.computeIfAbsent(thread, _ -> new ArrayList<>());
    }

    private void add(
            UUID thread,
            String from,
            String name,
            String text,
            List<ChatLine.Choice> buttons,
            String client,
            String state) {
        of(thread)
                .add(
                        new ChatLine(
                                seq.incrementAndGet(),
                                clock.instant(),
                                from,
                                Optional.of(name).filter(each -> !each.isEmpty()),
                                text,
                                buttons,
                                Optional.of(client).filter(each -> !each.isEmpty()),
                                state,
                                state.equals("handled")));
    }

    private void check() {
        if (away.get()) {
            throw new IllegalStateException("the rows are away");
        }
    }

    private static String key(Visitor visitor) {
        return visitor.gateway() + " " + visitor.peer();
    }
}
