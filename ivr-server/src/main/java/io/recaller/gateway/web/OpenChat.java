package io.recaller.gateway.web;

import io.recaller.message.ThreadStandings.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One visitor's thread while pages of it are open: reads its rows and tells the pages what is news
 * to each.
 *
 * <p>Looking runs one at a time, on a virtual thread; any number of wishes to look meanwhile become
 * one more look.
 */
final class OpenChat {
    private static final Logger log = LoggerFactory.getLogger(OpenChat.class);

    /** Lines that one look reads. */
    private static final int MOST = 200;

    /** A signal of what was written here is there much sooner. */
    private static final Duration SIGNALLED_WITHIN = Duration.ofMillis(150);

    /** After something happened more is likely. */
    private static final Duration LIVELY = Duration.ofMinutes(1);

    private final UUID thread;
    private final ChatThreads threads;
    private final ChatReceipts receipts;
    private final Blocking blocking;
    private final ChatLimits limits;
    private final InstantSource clock;
    private final Set<ChatSocket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger wishes = new AtomicInteger();
    private final AtomicReference<Instant> lookedAt;
    private final AtomicReference<Instant> livelyAt;
    private final AtomicReference<@Nullable Standing> stood = new AtomicReference<>();

    OpenChat(
            UUID thread,
            ChatThreads threads,
            ChatReceipts receipts,
            Blocking blocking,
            ChatLimits limits,
            InstantSource clock) {
        this.thread = thread;
        this.threads = threads;
        this.receipts = receipts;
        this.blocking = blocking;
        this.limits = limits;
        this.clock = clock;
        this.lookedAt = new AtomicReference<>(clock.instant());
        this.livelyAt = new AtomicReference<>(clock.instant());
    }

    void join(ChatSocket socket) {
        sockets.add(socket);
    }

    /** Whether nobody is left. */
    boolean leave(ChatSocket socket) {
        sockets.remove(socket);
        return sockets.isEmpty();
    }

    /** Whoever serves the visitor is writing. */
    void typing() {
        sockets.forEach(socket -> socket.send(ChatMessage.typing()));
    }

    /** Somebody is there. */
    void isLively() {
        livelyAt.set(clock.instant());
    }

    /**
     * Something was done in it: a signal tells so at once, and else it is looked soon.
     *
     * @param since when it was a row already: a look that began before may not have seen it
     */
    void happened(Instant since) {
        isLively();
        blocking.later(
                SIGNALLED_WITHIN,
                () -> {
                    if (!lookedAt.get().isAfter(since)) {
                        look();
                    }
                });
    }

    /** Whether it was not looked at for so long that news may have come without a signal. */
    boolean isDue(Instant now) {
        var isLively = livelyAt.get().plus(LIVELY).isAfter(now);
        var every = isLively ? limits.looking().every() : limits.looking().seldom();
        return !lookedAt.get().plus(every).isAfter(now);
    }

    /** As a look would find it: lines after here may be news to a page. */
    long from() {
        lookedAt.set(clock.instant());
        return sockets.stream().mapToLong(ChatSocket::from).min().orElse(Long.MAX_VALUE);
    }

    /** Looks when its lines are not as they were when this was told last. */
    void stands(Standing standing) {
        if (!standing.equals(stood.getAndSet(standing))) {
            look();
        }
    }

    void look() {
        if (wishes.getAndIncrement() == 0) {
            lookedAt.set(clock.instant());
            blocking.call(this::lookUntilStill).onFailure(this::failed);
        }
    }

    private boolean lookUntilStill() {
        int seen;
        do {
            seen = wishes.get();
            while (lookOnce()) {
                lookedAt.set(clock.instant());
            }
        } while (!wishes.compareAndSet(seen, 0));
        return true;
    }

    /**
     * Whether there is more to read: every page got further by as much as a look reads. Who comes
     * in meanwhile is told by the next look, from the beginning.
     */
    private boolean lookOnce() {
        var pages = List.copyOf(sockets);
        for (var socket : pages) {
            if (socket.isBlank()) {
                told(socket, threads.newest(thread, MOST));
            }
        }
        if (pages.isEmpty()) {
            return false;
        }
        var last = last(pages);
        var from = pages.stream().mapToLong(ChatSocket::from).min().orElse(last);
        var news = threads.after(thread, from, MOST);
        if (from < last && news.size() == MOST) {
            tellAll(pages, news);
            news = threads.after(thread, last, MOST);
        }
        tellAll(pages, news);
        return news.size() == MOST && last(pages) > last;
    }

    /** The place that every page has got to. */
    private static long last(List<ChatSocket> pages) {
        return pages.stream().mapToLong(ChatSocket::last).min().orElse(Long.MAX_VALUE);
    }

    private void tellAll(List<ChatSocket> pages, List<ChatLine> lines) {
        pages.forEach(socket -> told(socket, lines));
        delivered(lines);
    }

    private void told(ChatSocket socket, List<ChatLine> lines) {
        if (socket.tell(lines)) {
            livelyAt.set(clock.instant());
        }
    }

    private void delivered(List<ChatLine> lines) {
        lines.stream()
                .filter(line -> line.isOurs() && line.isUndelivered())
                .filter(line -> sockets.stream().anyMatch(each -> each.last() >= line.seq()))
                .mapToLong(ChatLine::seq)
                .max()
                .ifPresent(upTo -> receipts.delivered(thread, upTo));
    }

    /** The next look, two seconds later at the most, tells what this one could not. */
    private void failed(Throwable failure) {
        wishes.set(0);
        log.atDebug()
                .addKeyValue("thread", thread)
                .setCause(failure)
                .log("a chat could not be read");
    }
}
