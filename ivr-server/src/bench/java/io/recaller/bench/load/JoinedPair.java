package io.recaller.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A call and the page beside it, one caller's: now and then something is pressed on the page, now
 * and then a key on the telephone, and the other side follows. Any thread.
 */
final class JoinedPair {
    /** What is not answered by then is counted, and something else is done. */
    private static final long PATIENCE_MILLIS = 10_000;

    private final Vertx vertx;
    private final JoinedCall call;
    private final Duration every;
    private final Supplier<Seen> seen;
    private final ClientWebSocket page;
    private JsonArray choices = new JsonArray();
    private long version;
    private Doing doing = Doing.NOTHING;
    private long beganAt;
    private long patience = -1;

    private enum Doing {
        NOTHING,
        PRESSING,
        KEYING
    }

    /**
     * What is measured just now.
     *
     * @param spoken from a press to the command that speaks the call's next words
     * @param fetched from a press until its call is fetched
     * @param shown from a key to the page's next turn
     * @param unanswered what was not answered within 10 s, or refused
     */
    record Seen(Latencies spoken, Latencies fetched, Latencies shown, AtomicInteger unanswered) {
        static Seen nothing() {
            return new Seen(new Latencies(), new Latencies(), new Latencies(), new AtomicInteger());
        }

        int count() {
            return spoken.count() + shown.count();
        }
    }

    /**
     * @param call that tells {@link #isAsked}
     * @param page not connected yet
     * @param every between two deeds, on average
     */
    JoinedPair(
            Vertx vertx,
            JoinedCall call,
            ClientWebSocket page,
            Duration every,
            Supplier<Seen> seen) {
        this.vertx = vertx;
        this.call = call;
        this.page = page;
        this.every = every;
        this.seen = seen;
    }

    /** From the page's first turn on; its socket is not connected yet. */
    void begin() {
        page.textMessageHandler(text -> hear(new JsonObject(text), System.nanoTime()));
    }

    /** The call asks its next question. */
    synchronized void isAsked(long at) {
        if (doing == Doing.PRESSING) {
            seen.get().spoken().add(at - beganAt);
            seen.get().fetched().add(call.fetchedAt() - beganAt);
            rest();
        }
    }

    private synchronized void hear(JsonObject message, long at) {
        switch (message.getString("type")) {
            case "turn" -> {
                var isFirst = version == 0;
                version = message.getLong("version");
                choices = message.getJsonArray("choices", new JsonArray());
                if (doing == Doing.KEYING) {
                    seen.get().shown().add(at - beganAt);
                    rest();
                } else if (isFirst) {
                    rest();
                }
            }
            case "error" -> unanswered();
            default -> {
                // nothing that was waited for
            }
        }
    }

    private void unanswered() {
        seen.get().unanswered().incrementAndGet();
        rest();
    }

    private void rest() {
        doing = Doing.NOTHING;
        vertx.cancelTimer(patience);
        vertx.setTimer(ChatVisitor.pause(every), _ -> act());
    }

    private synchronized void act() {
        if (doing != Doing.NOTHING) {
            return;
        }
        patience = vertx.setTimer(PATIENCE_MILLIS, _ -> isLate());
        var random = ThreadLocalRandom.current();
        beganAt = System.nanoTime();
        if (choices.isEmpty() || random.nextBoolean()) {
            doing = Doing.KEYING;
            call.press(random.nextInt(1, 6));
        } else {
            doing = Doing.PRESSING;
            var choice = choices.getJsonObject(random.nextInt(choices.size()));
            page.writeTextMessage(
                    new JsonObject()
                            .put("v", 1)
                            .put("type", "picked")
                            .put("version", version)
                            .put("id", choice.getString("id"))
                            .encode());
        }
    }

    private synchronized void isLate() {
        if (doing != Doing.NOTHING) {
            unanswered();
        }
    }
}
