package io.recaller;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
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
        return server.connectionHandler(this::opened)
                .requestHandler(request -> {
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
        lines.put(connection, new Line(times.first()));
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

    /** What is waited for. */
    private sealed interface State {
        /** The head of a request. */
        record Awaited(Duration within, long since) implements State {}

        /** The body of one, or our answer. */
        record Asked(HttpServerRequest request, long since) implements State {}

        /** Nothing of HTTP any more. */
        record Switched() implements State {}
    }

    /** One connection; requests change it on its event loop, looks on another. */
    private static final class Line {
        private final AtomicReference<State> state;

        Line(Duration within) {
            this.state = new AtomicReference<>(new State.Awaited(within, System.nanoTime()));
        }

        void asks(HttpServerRequest request) {
            state.set(new State.Asked(request, System.nanoTime()));
        }

        boolean isTooSlow(Times times, long now) {
            var was = state.get();
            return switch (was) {
                case State.Awaited(var within, var since) -> now - since > within.toNanos();
                case State.Asked(var request, _)
                        when request.response().getStatusCode() == SWITCHED ->
                        goesOn(was, new State.Switched());
                case State.Asked(var request, _) when request.response().ended() ->
                        goesOn(was, new State.Awaited(times.next(), now));
                case State.Asked(var request, var since) ->
                        !request.isEnded() && now - since > within(request, times).toNanos();
                case State.Switched _ -> false;
            };
        }

        /** Unless another request has come in this very moment. */
        private boolean goesOn(State was, State next) {
            state.compareAndSet(was, next);
            return false;
        }

        private static Duration within(HttpServerRequest request, Times times) {
            var length = request.getHeader("Content-Length");
            var isShort =
                    length != null
                            && length.matches("[0-9]{1,5}")
                            && Integer.parseInt(length) <= SHORT;
            return isShort ? times.first() : times.body();
        }
    }
}
