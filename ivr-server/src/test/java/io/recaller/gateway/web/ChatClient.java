package io.recaller.gateway.web;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Plays a page of a site. */
final class ChatClient implements WebSocket.Listener {
    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    /** Throws a {@link java.util.concurrent.CompletionException} when it is refused. */
    ChatClient(HttpClient http, String server, String gateway, String origin, String address) {
        var door = URI.create(server.replace("http", "ws") + "/chat/" + gateway + "/socket");
        socket =
                http.newWebSocketBuilder()
                        .header("Origin", origin)
                        .header("X-Forwarded-For", address)
                        .buildAsync(door, this)
                        .join();
    }

    void send(String type, Object... body) {
        var json = new JsonObject().put("v", 1).put("type", type);
        for (int i = 0; i < body.length; i += 2) {
            json.put((String) body[i], body[i + 1]);
        }
        sendText(json.encode());
    }

    void sendText(String raw) {
        socket.sendText(raw, true).join();
    }

    void sendBytes(byte[] raw) {
        socket.sendBinary(ByteBuffer.wrap(raw), true).join();
    }

    /** Says hello as somebody new, in Russian; the secret it is given. */
    String greet() throws InterruptedException {
        return greet("ru");
    }

    /** As {@link #greet()} in that language. */
    String greet(String language) throws InterruptedException {
        send("hello", "language", language);
        return next("welcome").getString("visitor");
    }

    /** The next message of a type within 5 s; others are passed over. */
    JsonObject next(String type) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (true) {
            var message = messages.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("no " + type + " within 5 s");
            }
            if (type.equals(message.getString("type"))) {
                return message;
            }
        }
    }

    /** The next line with such words. */
    JsonObject line(String words) throws InterruptedException {
        while (true) {
            var line = next("message");
            if (line.getString("text").contains(words)) {
                return line;
            }
        }
    }

    /** The next line in such a state. */
    JsonObject state(String state) throws InterruptedException {
        while (true) {
            var line = next("message");
            if (line.getString("state").equals(state)) {
                return line;
            }
        }
    }

    /** Whether no message of a type comes for so long. */
    boolean staysWithout(String type, Duration time) throws InterruptedException {
        var deadline = System.nanoTime() + time.toNanos();
        while (true) {
            var message = messages.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == null || type.equals(message.getString("type"))) {
                return message == null;
            }
        }
    }

    int closeCode() {
        return closed.orTimeout(10, TimeUnit.SECONDS).join();
    }

    void abort() {
        socket.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(new JsonObject(text.toString()));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }
}
