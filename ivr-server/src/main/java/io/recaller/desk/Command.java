package io.recaller.desk;

import io.recaller.contact.Topic;
import io.recaller.routing.AssignmentId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the page asks of the server. */
sealed interface Command {
    record Ready() implements Command {}

    /** A break. */
    record NotReady() implements Command {}

    /** The card of this assignment is on the screen. */
    record CardAck(AssignmentId assignment) implements Command {}

    /**
     * The end of wrap-up.
     *
     * @param thenReady whether the agent takes the next contact at once
     */
    record Dispose(AssignmentId assignment, Topic topic, Disposition disposition, boolean thenReady)
            implements Command {}

    /** I am here; tell me the state. */
    record Ping() implements Command {}

    /** The command in a text frame; empty when it is not one of ours. */
    static Optional<Command> parse(String text) {
        try {
            var json = new JsonObject(text);
            return Integer.valueOf(Message.VERSION).equals(json.getInteger("v"))
                    ? of(json)
                    : Optional.empty();
        } catch (DecodeException | IllegalArgumentException | ClassCastException _) {
            return Optional.empty();
        }
    }

    private static Optional<Command> of(JsonObject json) {
        return switch (text(json, "type")) {
            case "ready" -> Optional.of(new Ready());
            case "not-ready" -> Optional.of(new NotReady());
            case "card-ack" -> Optional.of(new CardAck(assignment(json)));
            case "disposition" -> dispose(json);
            case "ping" -> Optional.of(new Ping());
            default -> Optional.empty();
        };
    }

    private static Optional<Command> dispose(JsonObject json) {
        var topic = new Topic(text(json, "topic"));
        var thenReady = !Boolean.FALSE.equals(json.getBoolean("ready"));
        return Disposition.of(text(json, "disposition"))
                .map(disposition -> new Dispose(assignment(json), topic, disposition, thenReady));
    }

    private static AssignmentId assignment(JsonObject json) {
        return new AssignmentId(UUID.fromString(text(json, "assignment")));
    }

    /** Empty when it is not there or null. */
    private static String text(JsonObject json, String key) {
        @Nullable String text = json.getString(key);
        return text == null ? "" : text;
    }
}
