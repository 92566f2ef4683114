package io.recaller.desk;

import io.recaller.desk.session.SessionHash;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** One open page of an agent. Safe for any thread: the web socket is. */
final class Socket {
    /** Close code for a session that has ended: the page asks for a new sign-in. */
    static final short SIGNED_OUT = 4001;

    private final ServerWebSocket socket;
    private final SessionHash session;
    private final AtomicLong heardAt = new AtomicLong(System.nanoTime());

    Socket(ServerWebSocket socket, SessionHash session) {
        this.socket = socket;
        this.session = session;
    }

    SessionHash session() {
        return session;
    }

    /**
     * Sends, unless the page reads so slowly that its buffer is full: it will be told again.
     *
     * @return false when it was left out; a page that has gone misses nothing
     */
    boolean send(String message) {
        if (socket.isClosed()) {
            return true;
        }
        if (socket.writeQueueFull()) {
            return false;
        }
        socket.writeTextMessage(message);
        return true;
    }

    void heard() {
        heardAt.set(System.nanoTime());
    }

    boolean silentFor(Duration time) {
        return System.nanoTime() - heardAt.get() > time.toNanos();
    }

    /** Asks the browser for a sign of life; it answers without the page. */
    void ping() {
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer());
        }
    }

    void close(short code) {
        if (!socket.isClosed()) {
            socket.close(code);
        }
    }
}
