package io.recaller.gateway.web;

import io.recaller.continuation.Joined;
import io.recaller.continuation.PageSecret;
import io.recaller.continuation.PageStanding;
import io.recaller.continuation.PageState;
import io.recaller.continuation.ShownPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One open companion page, and what it was shown last. Safe for any thread. */
final class PageSocket {
    static final short NO_SESSION = 4001;
    static final short REPLACED = 4002;
    static final short LEFT = 4003;
    static final short OVER = 4004;
    static final short SILENT = 4000;
    static final short TOO_MANY = 4029;
    static final short LATER = 1013;

    private final ServerWebSocket socket;
    private final String address;
    private final Joined page;
    private final PageSecret cookie;
    private final Optional<String> call;
    private final TokenBucket allowance;
    private final AtomicReference<@Nullable ShownPage> shown = new AtomicReference<>();
    private final AtomicReference<Instant> heardAt;
    private final AtomicReference<Instant> lookedAt;
    private final AtomicReference<@Nullable PageStanding> stood = new AtomicReference<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicBoolean typing = new AtomicBoolean();

    PageSocket(
            ServerWebSocket socket,
            String address,
            Joined page,
            PageSecret cookie,
            Optional<String> call,
            TokenBucket allowance,
            Instant now) {
        this.socket = socket;
        this.address = address;
        this.page = page;
        this.cookie = cookie;
        this.call = call;
        this.allowance = allowance;
        this.heardAt = new AtomicReference<>(now);
        this.lookedAt = new AtomicReference<>(now);
    }

    Joined page() {
        return page;
    }

    PageSecret cookie() {
        return cookie;
    }

    String address() {
        return address;
    }

    /** What it was shown last; empty: nothing yet. */
    Optional<ShownPage> shown() {
        return Optional.ofNullable(shown.get());
    }

    /** Shows it, unless it is shown already. */
    synchronized void show(PageState state, boolean late) {
        var before = shown();
        if (late || !state.equals(before.map(ShownPage::state).orElse(null))) {
            shown.set(ShownPage.after(before, state));
            send(PageMessage.turn(state, late, call));
        }
    }

    void send(String message) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(message);
        }
    }

    boolean mayAct(Instant now) {
        heardAt.set(now);
        return allowance.take(now);
    }

    void heard(Instant now) {
        heardAt.set(now);
    }

    boolean isSilent(Duration most, Instant now) {
        return heardAt.get().plus(most).isBefore(now);
    }

    boolean isDue(Duration every, Instant now) {
        return lookedAt.get().plus(every).isBefore(now);
    }

    void looksAt(Instant now) {
        lookedAt.set(now);
    }

    /**
     * Whether it stands otherwise than it did.
     *
     * @param standing null: it is not there any more
     */
    boolean isNews(@Nullable PageStanding standing) {
        return standing == null || !standing.equals(stood.get());
    }

    /** It is about to be shown how it stands. */
    void stands(@Nullable PageStanding standing) {
        stood.set(standing);
    }

    /** It could not be shown how it stands: it is news once more. */
    void hasMissed() {
        stood.set(null);
    }

    /** Whether it is to be looked now; else whoever looks does so once more. */
    boolean beginsToLook(Instant now) {
        lookedAt.set(now);
        again.set(true);
        return looking.compareAndSet(false, true);
    }

    /** Whether there is something to look at since. */
    boolean looksAgain() {
        return again.getAndSet(false);
    }

    /** Done; true: there was something to look at in the last moment. */
    boolean hasLooked() {
        looking.set(false);
        return again.get();
    }

    void types(boolean on) {
        typing.set(on);
    }

    /** Whether somebody typed there when it was last heard of. */
    boolean isTyping() {
        return typing.get();
    }

    /** Whether it is the first that says so. */
    boolean leaves() {
        return !left.getAndSet(true);
    }

    void ping() {
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer());
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
