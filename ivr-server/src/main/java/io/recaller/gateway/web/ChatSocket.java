package io.recaller.gateway.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One open page of a visitor, and what it was told. Safe for any thread: the web socket is, the
 * rest has a lock.
 */
final class ChatSocket {
    /** It did not say who it is, or was silent: come again. */
    static final short SILENT = 4000;

    /** What says who its visitor is is not good: come again with another token. */
    static final short NOT_SIGNED = 4001;

    /** Its page is on a site that is not in the origins of the chat. */
    static final short FOREIGN = 4003;

    /** There is no such chat: coming again is in vain. */
    static final short GONE = 4004;

    /** It said far too much. */
    static final short TOO_MANY = 4029;

    /** The rows cannot be reached: come again later (RFC 6455 has 1013 registered for it). */
    static final short LATER = 1013;

    /** Refusals in a row after which it is closed. */
    private static final int LONG_ENOUGH = 50;

    /** Lines that something may yet become of, of which it is told: no more than that. */
    private static final int MOST_OPEN = 30;

    private static final Duration TYPING_EVERY = Duration.ofSeconds(2);

    private final ServerWebSocket socket;
    private final String address;
    private final TokenBucket allowance;
    private final Instant openedAt;
    private final AtomicReference<Instant> heardAt;
    private final AtomicReference<Instant> pingedAt;
    private final AtomicReference<Instant> typedAt = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicReference<@Nullable Visitor> visitor = new AtomicReference<>();
    private final AtomicReference<@Nullable UUID> thread = new AtomicReference<>();
    private final TreeMap<Long, ChatLine> open = new TreeMap<>();
    private long last;

    ChatSocket(ServerWebSocket socket, String address, TokenBucket allowance, Instant now) {
        this.socket = socket;
        this.address = address;
        this.allowance = allowance;
        this.openedAt = now;
        this.heardAt = new AtomicReference<>(now);
        this.pingedAt = new AtomicReference<>(now);
    }

    String address() {
        return address;
    }

    /** Empty until it said who it is. */
    Optional<Visitor> visitor() {
        return Optional.ofNullable(visitor.get());
    }

    /** Empty until its visitor did something, ever. */
    Optional<UUID> thread() {
        return Optional.ofNullable(thread.get());
    }

    /**
     * It said who it is.
     *
     * @param after the place of the last line it has
     */
    synchronized void greeted(Visitor who, long after) {
        visitor.set(who);
        last = after;
    }

    /** Whether it was not in that thread already. */
    boolean entered(UUID its) {
        return thread.getAndSet(its) == null;
    }

    /** Whether it is the first that says so. */
    boolean leaves() {
        return !left.getAndSet(true);
    }

    boolean hasLeft() {
        return left.get();
    }

    /** Whether it may say something now; who goes on after many refusals is closed. */
    boolean mayAct(Instant now) {
        if (allowance.take(now)) {
            refused.set(0);
            return true;
        }
        if (refused.incrementAndGet() > LONG_ENOUGH) {
            close(TOO_MANY);
        }
        return false;
    }

    /** Whether it is worth telling again that its visitor is writing. */
    boolean mayTellTyping(Instant now) {
        var last = typedAt.get();
        return isPast(last, TYPING_EVERY, now) && typedAt.compareAndSet(last, now);
    }

    void heard(Instant now) {
        heardAt.set(now);
    }

    /** Whether its visitor is nobody any more, for what their site signed is over: it is closed. */
    boolean endsIfOver(Instant now) {
        var isOver = visitor().filter(who -> who.isOver(now)).isPresent();
        if (isOver) {
            send(ChatMessage.error(ChatMessage.BAD_TOKEN, Optional.empty()));
            close(NOT_SIGNED);
        }
        return isOver;
    }

    /**
     * Closes it when nothing was heard for too long, or its visitor is nobody any more, else asks
     * for a sign of life in time.
     */
    void look(ChatLimits limits, Instant now) {
        if (endsIfOver(now)) {
            return;
        }
        var isNew = visitor.get() == null && isPast(openedAt, limits.sockets().helloWithin(), now);
        if (isNew || isPast(heardAt.get(), limits.sockets().silentAfter(), now)) {
            close(SILENT);
        } else if (isPast(pingedAt.get(), limits.sockets().pingAfter(), now)) {
            pingedAt.set(now);
            if (!socket.isClosed()) {
                socket.writePing(Buffer.buffer());
            }
        }
    }

    private static boolean isPast(Instant from, Duration time, Instant now) {
        return from.plus(time).isBefore(now);
    }

    /** Whether it has nothing yet. */
    synchronized boolean isBlank() {
        return last == 0;
    }

    /** News of its thread are after that place. */
    synchronized long from() {
        return open.isEmpty() ? last : Math.min(last, open.firstKey() - 1);
    }

    synchronized long last() {
        return last;
    }

    /**
     * Tells what is news to it, in order; what a slow page cannot take now is told later.
     *
     * @return whether anything was
     */
    synchronized boolean tell(List<ChatLine> lines) {
        var told = false;
        for (var line : lines) {
            if (isNews(line)) {
                if (socket.isClosed() || socket.writeQueueFull()) {
                    return told;
                }
                note(line);
                told |= line.isShown();
                if (line.isShown()) {
                    socket.writeTextMessage(ChatMessage.line(line));
                }
            }
        }
        return told;
    }

    private boolean isNews(ChatLine line) {
        return line.seq() > last
                || (open.containsKey(line.seq()) && !line.equals(open.get(line.seq())));
    }

    private void note(ChatLine line) {
        last = Math.max(last, line.seq());
        if (line.isReceipted()) {
            open.remove(line.seq());
        } else {
            open.put(line.seq(), line);
        }
        while (open.size() > MOST_OPEN) {
            open.pollFirstEntry();
        }
    }

    void send(String message) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(message);
        }
    }

    void pause() {
        socket.pause();
    }

    void resume() {
        socket.resume();
    }

    void close(short code) {
        if (!socket.isClosed()) {
            socket.close(code);
        }
    }
}
