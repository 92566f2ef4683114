package io.recaller.lab.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sits at the desk in the agent's place, over the same HTTP and WebSocket as the page. */
final class RobotAgent implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final List<Message> received = new ArrayList<>();
    private final ScheduledExecutorService pings =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("robot-agent").factory());
    private final WebSocket socket;

    /**
     * A message of the desk.
     *
     * @param at {@link System#nanoTime} of its arrival
     */
    record Message(JsonNode json, long at) {
        String type() {
            return json.path("type").asText();
        }

        /** Whether a talk is over and what it was about is to be said. */
        boolean isWrapUp() {
            return isAnyIn("wrap-up");
        }

        /** Whether somebody is talked with: what was taken is the agent's only from then on. */
        boolean isConnected() {
            return isAnyIn("connected");
        }

        private boolean isAnyIn(String phase) {
            return json.path("assignments")
                    .valueStream()
                    .anyMatch(each -> each.path("phase").asText().equals(phase));
        }
    }

    RobotAgent(String base, String login, String password)
            throws IOException, InterruptedException {
        this.base = base;
        var cookie = signIn(login, password);
        this.socket =
                http.newWebSocketBuilder()
                        .header("Origin", base)
                        .header("Cookie", cookie)
                        .buildAsync(
                                URI.create(base.replace("http", "ws") + "/desk/socket"),
                                new Inbox())
                        .join();
        keepAlive();
    }

    private String signIn(String login, String password) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("login", login).put("password", password);
        var response =
                http.send(
                        HttpRequest.newBuilder(URI.create(base + "/desk/session"))
                                .header("Origin", base)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the desk refused the sign-in: " + response.body());
        }
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    /** As the page does: a silent desk counts as gone. */
    private void keepAlive() {
        var _ =
                pings.scheduleAtFixedRate(
                        () -> send("{\"v\": 2, \"type\": \"ping\"}"), 5, 5, TimeUnit.SECONDS);
    }

    void ready() {
        send("{\"v\": 2, \"type\": \"ready\"}");
    }

    /** What comes from now on is for who sits at the desk's page. */
    void rest() {
        send("{\"v\": 2, \"type\": \"not-ready\"}");
    }

    void acknowledge(Message card) {
        send(about("card-ack", card).toString());
    }

    /** Takes a conversation in writing. */
    void accept(Message card) {
        send(about("accept", card).toString());
    }

    void say(Message card, String words) {
        send(
                about("say", card)
                        .put("client", UUID.randomUUID().toString())
                        .put("text", words)
                        .toString());
    }

    /** Ends a conversation in writing; its wrap-up begins. */
    void close(Message card) {
        send(about("close", card).toString());
    }

    private static ObjectNode about(String type, Message card) {
        return JSON.createObjectNode()
                .put("v", 2)
                .put("type", type)
                .put("assignment", card.json().path("assignment").asText());
    }

    void dispose(Message card, String topic, String disposition) {
        send(
                about("disposition", card)
                        .put("topic", topic)
                        .put("disposition", disposition)
                        .put("ready", true)
                        .toString());
    }

    private synchronized void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Waits for the first message after {@code since} that fits. */
    synchronized Message await(long since, Predicate<Message> fits, Duration within) {
        var until = System.nanoTime() + within.toNanos();
        while (true) {
            for (var message : received) {
                if (message.at() - since > 0 && fits.test(message)) {
                    return message;
                }
            }
            var left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException("the desk did not show it within " + within);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private synchronized void receive(String text) {
        try {
            received.add(new Message(JSON.readTree(text), System.nanoTime()));
            notifyAll();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the desk sent no JSON", e);
        }
    }

    @Override
    public void close() {
        pings.shutdownNow();
        socket.abort();
    }

    private final class Inbox implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
