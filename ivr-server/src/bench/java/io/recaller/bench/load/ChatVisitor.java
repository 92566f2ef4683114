package io.recaller.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * A visitor of a site's chat who presses the first button of each menu, now and then, as its page
 * does: what it sees it says it has seen. Of its event loop only.
 */
final class ChatVisitor {
    private final Vertx vertx;
    private final WebSocket socket;
    private final Duration every;
    private final Supplier<Latencies> replies;
    private long pressedAt;
    private long last;
    private JsonObject pressed = new JsonObject();

    /**
     * Begins at once.
     *
     * @param every between two of its messages, on average
     * @param replies where times from a message to the flow's answer are put now
     */
    ChatVisitor(Vertx vertx, WebSocket socket, Duration every, Supplier<Latencies> replies) {
        this.vertx = vertx;
        this.socket = socket;
        this.every = every;
        this.replies = replies;
    }

    void begin() {
        socket.textMessageHandler(text -> hear(new JsonObject(text)));
        say(new JsonObject().put("type", "hello").put("language", "en"));
    }

    private void say(JsonObject message) {
        socket.writeTextMessage(message.put("v", 1).encode());
    }

    private void hear(JsonObject message) {
        switch (message.getString("type")) {
            case "welcome" -> {
                pressed = new JsonObject().put("type", "open");
                say(pressed.copy());
            }
            case "message" -> {
                if ("flow".equals(message.getString("from")) && message.getLong("seq") > last) {
                    last = message.getLong("seq");
                    answered(message.getJsonArray("buttons"));
                }
            }
            case "error" -> again();
            default -> {
                // nothing that was waited for
            }
        }
    }

    private void answered(JsonArray buttons) {
        if (pressedAt != 0) {
            replies.get().add(System.nanoTime() - pressedAt);
        }
        say(new JsonObject().put("type", "read").put("seq", last));
        if (buttons != null && !buttons.isEmpty()) {
            var key = buttons.getJsonObject(0).getString("key");
            vertx.setTimer(pause(every), _ -> press(key));
        }
    }

    /** What could not be taken now is said again, and its time goes on, as people see it. */
    private void again() {
        if (!pressed.isEmpty()) {
            vertx.setTimer(1_000, _ -> say(pressed.copy()));
        }
    }

    private void press(String key) {
        pressedAt = System.nanoTime();
        pressed =
                new JsonObject()
                        .put("type", "press")
                        .put("client", UUID.randomUUID().toString())
                        .put("key", key);
        say(pressed.copy());
    }

    /** From nothing to twice that, in ms. */
    static long pause(Duration every) {
        return 1 + ThreadLocalRandom.current().nextLong(2 * every.toMillis());
    }
}
