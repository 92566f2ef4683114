package io.recaller;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one HTTP port: how many there may be, and how long each may take to say what
 * it wants. Who sends a letter now and then is never silent, and would keep one for ever. Whoever
 * has become a web socket has other limits. Safe for any thread.
 */
final class HttpConnections {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnections.class);

    /** Open chats and pages beside calls together, and some for everybody else. */
    private static final int MOST = 25_000;

    /** A body that fits into a message of a web socket needs no longer than its head. */
    private static final int SHORT = 64 * 1024;

    private static final int SWITCHED = 101;

    private final int most;
    private final Times times;
    private final ConcurrentMap<HttpConnection, Line> lines = new ConcurrentHashMap<>();
    private volatile boolean wasFull;

    /**
     * How long things may take.
     *
     * @param first to the end of the first request's head, and of any short body
     * @param next from an answer to the end of the next request's head; longer than a connection
     *     may be silent
     * @param body of any body; its door may allow less
     * @param look how often it is looked
     */
    record Times(Duration first, Duration next, Duration body, Duration look) {
        static final Times USUAL =
                new Times(
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(90),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(5));
    }

    HttpConnections(Vertx vertx) {
        this(vertx, MOST, Times.USUAL);
    }

    HttpConnections(Vertx vertx, int most, Times times) {
        this.most = most;
        this.times = times;
        vertx.setPeriodic(times.look().toMillis(), _ -> look());
    }

    /** Watches over a server that does not listen yet. */
    HttpServer watch(HttpServer server, Handler<HttpServerRequest> requests) {
        return server.connectionHandler(this::opened).requestHandler(request -> {
            var line = lines.get(request.connection());
            if (line != null) {
                line.asks(request);
            }
            requests.handle(request);
        });
    }

    private void opened(HttpConnection connection) {
        if (lines.size() >= most) {
            tellFull();
            connection.close();
            return;
        }
        lines.put(connection, new Line());
        connection.closeHandler(_ -> lines.remove(connection));
    }

    /** Once, until there is room again. */
    private void tellFull() {
        if (!wasFull) {
            wasFull = true;
            LOG.atWarn()
                    .addKeyValue("connections", most)
                    .log("more HTTP connections than are held; new ones are closed");
        }
    }

    private void look() {
        var now = System.nanoTime();
        lines.forEach((connection, line) -> {
            if (line.isTooSlow(times, now)) {
                connection.close();
            }
        });
        wasFull &= lines.size() >= most;
    }

    int open() {
        return lines.size();
    }

    /** What one is waited for since; looked at by one thread, told by another. */
    private static final class Line {
        private volatile @Nullable HttpServerRequest last;
        private volatile long since = System.nanoTime();
        private volatile boolean isAnswered;

        void asks(HttpServerRequest request) {
            isAnswered = false;
            since = System.nanoTime();
            last = request;
        }

        boolean isTooSlow(Times times, long now) {
            var request = last;
            if (request == null) {
                return isPast(times.first(), now);
            }
            if (request.response().getStatusCode() == SWITCHED) {
                return false;
            }
            if (request.response().ended()) {
                return isAnswered ? isPast(times.next(), now) : answered(now);
            }
            return !request.isEnded() && isPast(isShort(request) ? times.first() : times.body(), now);
        }

        /** Seen for the first time: the next one is waited for from now on. */
        private boolean answered(long now) {
            isAnswered = true;
            since = now;
            return false;
        }

        private boolean isPast(Duration time, long now) {
            return now - since > time.toNanos();
        }

        private static boolean isShort(HttpServerRequest request) {
            var length = request.getHeader("Content-Length");
            return length != null
                    && length.matches("[0-9]{1,5}")
                    && Integer.parseInt(length) <= SHORT;
        }
    }
}
