package io.recaller.gateway.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

    /** After something happened more is likely. */
    private static final Duration LIVELY = Duration.ofMinutes(1);

    private final UUID thread;
    private final ChatThreads threads;
    private final Blocking blocking;
    private final ChatLimits limits;
    private final InstantSource clock;
    private final Set<ChatSocket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger wishes = new AtomicInteger();
    private final AtomicReference<Instant> lookedAt;
    private final AtomicReference<Instant> livelyAt;

    OpenChat(
            UUID thread,
            ChatThreads threads,
            Blocking blocking,
            ChatLimits limits,
            InstantSource clock) {
        this.thread = thread;
        this.threads = threads;
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

    /** Something was done in it. */
    void happened() {
        livelyAt.set(clock.instant());
        look();
    }

    void lookIfDue(Instant now) {
        var isLively = livelyAt.get().plus(LIVELY).isAfter(now);
        var every = isLively ? limits.lookEvery() : limits.lookSeldom();
        if (!lookedAt.get().plus(every).isAfter(now)) {
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
        if (from < last) {
            tellAll(pages, threads.after(thread, from, MOST));
        }
        var news = threads.after(thread, last, MOST);
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
                .ifPresent(upTo -> threads.delivered(thread, upTo));
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
