package io.recaller.desk;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Plays the page: signs in, opens the socket, reads and writes messages. */
public final class DeskClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final Duration patience;
    private String cookie = "";

    /** Waits 5 s for what it is told. */
    public DeskClient(String base) {
        this(base, Duration.ofSeconds(5));
    }

    /**
     * As above, for who is told what happens at telephones.
     *
     * @param patience how long the next message may take
     */
    public DeskClient(String base, Duration patience) {
        this.base = base;
        this.patience = patience;
    }

    public HttpResponse<String> signIn(String login, String password) {
        return signIn(base, login, password, "");
    }

    HttpResponse<String> signInFrom(String origin, String login, String password) {
        return signIn(origin, login, password, "");
    }

    HttpResponse<String> signInAt(String station, String login, String password) {
        return signIn(base, login, password, station);
    }

    /** As a program does that writes other letters. */
    HttpResponse<String> signInAs(String type, String login, String password) {
        var body = new JsonObject().put("login", login).put("password", password).encode();
        return send(
                request("/desk/session")
                        .header("Origin", base)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** As a proxy in front of the desk asks for somebody. */
    HttpResponse<String> signInThrough(String forwardedFor, String login, String password) {
        var body = new JsonObject().put("login", login).put("password", password).encode();
        return send(
                request("/desk/session")
                        .header("Origin", base)
                        .header("X-Forwarded-For", forwardedFor)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> signIn(
            String origin, String login, String password, String station) {
        var body =
                new JsonObject()
                        .put("login", login)
                        .put("password", password)
                        .put("station", station)
                        .encode();
        var response =
                send(
                        request("/desk/session")
                                .header("Origin", origin)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        response.headers()
                .firstValue("Set-Cookie")
                .ifPresent(value -> cookie = value.split(";", 2)[0]);
        return response;
    }

    String cookie() {
        return cookie;
    }

    public HttpResponse<String> signOut() {
        return send(request("/desk/session").header("Origin", base).DELETE());
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    public Wire connect() {
        return connectFrom(base);
    }

    Wire connectFrom(String origin) {
        var wire = new Wire(patience);
        http.newWebSocketBuilder()
                .header("Origin", origin)
                .header("Cookie", cookie)
                .buildAsync(URI.create(base.replace("http", "ws") + "/desk/socket"), wire)
                .join();
        return wire;
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** An open socket. */
    public static final class Wire implements WebSocket.Listener {
        private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final Duration patience;

        private Wire(Duration patience) {
            this.patience = patience;
        }

        public void send(String type, Object... body) {
            var json = new JsonObject().put("v", 2).put("type", type);
            for (int i = 0; i < body.length; i += 2) {
                json.put((String) body[i], body[i + 1]);
            }
            sendText(json.encode());
        }

        void sendText(String raw) {
            opened.join().sendText(raw, true).join();
        }

        /** The next message of a type, as soon as it is there; others are passed over. */
        public JsonObject next(String type) throws InterruptedException {
            var deadline = System.nanoTime() + patience.toNanos();
            while (true) {
                var message = poll(deadline);
                if (message == null) {
                    throw new AssertionError("no " + type + " within " + patience);
                }
                if (type.equals(message.getString("type"))) {
                    return message;
                }
            }
        }

        /**
         * The next message that tells the agent does this, in one word; of a contact in hand what
         * is told of that.
         */
        public JsonObject state(String doing) throws InterruptedException {
            while (true) {
                var message = next("state");
                var held = message.getJsonArray("assignments");
                if (doing.equals(doing(message))) {
                    return held.isEmpty() ? message : held.getJsonObject(0);
                }
            }
        }

        /** Waits for a message that tells such a state. */
        void until(Predicate<JsonObject> state) throws InterruptedException {
            var next = next("state");
            while (!state.test(next)) {
                next = next("state");
            }
        }

        /** The agent says how a contact about an outage ended. */
        void disposes(Serving serving, String disposition) {
            send(
                    "disposition",
                    "assignment",
                    serving.assignment().toString(),
                    "topic",
                    "internet.outage",
                    "disposition",
                    disposition);
        }

        private static String doing(JsonObject message) {
            var held = message.getJsonArray("assignments");
            var word =
                    held.isEmpty()
                            ? message.getString("availability")
                            : held.getJsonObject(0).getString("phase");
            return switch (word) {
                case "offered" -> "ringing";
                case "connected" -> "talking";
                default -> word;
            };
        }

        /** Whether no message of a type comes for so long. */
        public boolean staysWithout(String type, Duration time) throws InterruptedException {
            return staysWithout(message -> type.equals(message.getString("type")), time);
        }

        /** The same of any message that is unwanted. */
        public boolean staysWithout(Predicate<JsonObject> unwanted, Duration time)
                throws InterruptedException {
            var deadline = System.nanoTime() + time.toNanos();
            while (true) {
                var message = poll(deadline);
                if (message == null || unwanted.test(message)) {
                    return message == null;
                }
            }
        }

        int closeCode() {
            return closed.orTimeout(5, TimeUnit.SECONDS).join();
        }

        public void abort() {
            opened.join().abort();
        }

        private @Nullable JsonObject poll(long deadline) throws InterruptedException {
            return messages.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void onOpen(WebSocket socket) {
            opened.complete(socket);
            socket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(new JsonObject(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(1006);
        }
    }
}
