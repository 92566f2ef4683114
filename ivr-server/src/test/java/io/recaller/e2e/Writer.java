package io.recaller.e2e;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes on a site, whose page does as ours: what is not seen to have arrived is sent
 * again under the same id, over a new socket when the old one is gone. Of one thread.
 */
final class Writer {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration AGAIN = Duration.ofMillis(300);

    private final HttpClient http;
    private final int port;
    private final int person;
    private final Queue<Long> arrivals;
    private final AtomicLong seen = new AtomicLong();
    private Optional<String> secret = Optional.empty();
    private Optional<Page> page = Optional.empty();

    /**
     * Somebody who has written nothing.
     *
     * @param arrivals when messages were seen to have arrived, by the clock of the machine
     */
    Writer(HttpClient http, int port, int person, Queue<Long> arrivals) {
        this.arrivals = arrivals;
        this.http = http;
        this.port = port;
        this.person = person;
    }

    /** Of a person's message, in the order of their numbers. */
    static UUID id(int person, int number) {
        return new UUID(person + 1L, number);
    }

    /** So many, one a second where that is possible. */
    void writes(int messages) {
        var begun = System.nanoTime();
        for (var number = 1; number <= messages; number++) {
            var due = begun + Duration.ofSeconds(number - 1L).toNanos();
            sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            while (!arrived(number)) {
                sleep(AGAIN);
            }
            arrivals.add(System.nanoTime());
        }
        page.ifPresent(each -> each.socket().abort());
    }

    private boolean arrived(int number) {
        try {
            var open = page();
            var id = id(person, number).toString();
            open.send(new JsonObject().put("type", "say").put("client", id).put("text", "1"));
            return open.hears(id);
        } catch (CompletionException gone) {
            page = Optional.empty();
            return false;
        }
    }

    private Page page() {
        var there = page.filter(each -> !each.socket().isOutputClosed());
        if (there.isPresent()) {
            return there.get();
        }
        var fresh = Page.open(http, port, person, seen);
        page = Optional.of(fresh);
        var hello = new JsonObject().put("type", "hello").put("after", seen.get());
        secret.ifPresent(known -> hello.put("visitor", known));
        fresh.send(hello);
        secret = Optional.of(fresh.welcome());
        return fresh;
    }

    private static void sleep(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** One socket, and what came by it. */
    private record Page(WebSocket socket, BlockingQueue<JsonObject> heard, AtomicLong seen) {
        static Page open(HttpClient http, int port, int person, AtomicLong seen) {
            var heard = new LinkedBlockingQueue<JsonObject>();
            var socket =
                    http.newWebSocketBuilder()
                            .connectTimeout(PATIENCE)
                            .header("Origin", "http://127.0.0.1:" + port)
                            .header("X-Forwarded-For", "10.2.0." + person)
                            .buildAsync(
                                    URI.create("ws://127.0.0.1:" + port + "/chat/site/socket"),
                                    listener(heard))
                            .join();
            return new Page(socket, heard, seen);
        }

        void send(JsonObject message) {
            socket.sendText(message.put("v", 1).encode(), true).join();
        }

        String welcome() {
            for (var message = next(); message != null; message = next()) {
                if ("welcome".equals(message.getString("type"))) {
                    return message.getString("visitor");
                }
            }
            socket.abort();
            throw new CompletionException("no welcome", new IllegalStateException());
        }

        /** Whether the message is shown as our own within the patience; else the socket is left. */
        boolean hears(String id) {
            for (var message = next(); message != null; message = next()) {
                if ("error".equals(message.getString("type"))) {
                    return false;
                }
                if (id.equals(message.getString("client"))) {
                    return true;
                }
            }
            socket.abort();
            return false;
        }

        private @Nullable JsonObject next() {
            try {
                var next = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null && next.containsKey("seq")) {
                    seen.accumulateAndGet(next.getLong("seq"), Math::max);
                }
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }

        private static WebSocket.Listener listener(BlockingQueue<JsonObject> heard) {
            var text = new StringBuilder();
            return new WebSocket.Listener() {
                @Override
                public @Nullable CompletionStage<?> onText(
                        WebSocket from, CharSequence data, boolean last) {
                    text.append(data);
                    if (last) {
                        heard.add(new JsonObject(text.toString()));
                        text.setLength(0);
                    }
                    from.request(1);
                    return null;
                }
            };
        }
    }
}
