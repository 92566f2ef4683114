package io.recaller.gateway.web;

import io.recaller.db.Storable;
import io.recaller.http.StrictJson;
import io.recaller.speech.Language;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a visitor's page says. */
public sealed interface ChatCommand {
    /** Characters of a message, as {@link String#length()} counts them. */
    int LONGEST_TEXT = 4000;

    /** Characters of a command as JSON. */
    int LONGEST = 16 * 1024;

    /** Of the protocol. */
    int VERSION = 1;

    /**
     * The first word.
     *
     * @param visitor what the page was given before; may be nothing
     * @param after the place of the last message it has
     * @param token what the site has signed; empty: the visitor is nobody it knows
     */
    record Hello(
            Optional<VisitorKey> visitor,
            Optional<Language> language,
            long after,
            Optional<String> token)
            implements ChatCommand {
        @Override
        public String toString() {
            return "Hello[" + language + ", " + after + "]";
        }
    }

    /** What becomes a row. */
    sealed interface Deed extends ChatCommand {
        /** The page's own id; the same again is the same deed. */
        String id();
    }

    /** The window was opened. */
    record Open(String id) implements Deed {}

    record Say(String id, String text) implements Deed {
        @Override
        public String toString() {
            return "Say[" + id + "]";
        }
    }

    /** A button. */
    record Press(String id, String key) implements Deed {
        private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,64}");

        public Press {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException("no button has such a key");
            }
        }
    }

    /** Everything of ours up to there was seen. */
    record Seen(long seq) implements ChatCommand {}

    /**
     * A link to another channel is wanted, by which the visitor goes on there.
     *
     * @param to its name
     */
    record GoOn(String to) implements ChatCommand {}

    record Typing() implements ChatCommand {}

    record StillThere() implements ChatCommand {}

    /**
     * Not a command.
     *
     * @param client the id of what was to be said, where that can be read
     */
    record Unfit(String problem, Optional<String> client) implements ChatCommand {}

    /** What a text frame says. */
    static ChatCommand parse(String text) {
        if (text.length() > LONGEST) {
            return new Unfit(ChatMessage.TOO_LONG, Optional.empty());
        }
        try {
            return of(StrictJson.object(text));
        } catch (DecodeException | IllegalArgumentException | ClassCastException _) {
            return new Unfit(ChatMessage.BAD_MESSAGE, Optional.empty());
        }
    }

    private static ChatCommand of(JsonObject json) {
        if (!Integer.valueOf(VERSION).equals(json.getInteger("v"))) {
            return new Unfit(ChatMessage.BAD_MESSAGE, Optional.empty());
        }
        return switch (text(json, "type")) {
            case "hello" ->
                    new Hello(
                            VisitorKey.of(text(json, "visitor")),
                            Language.of(text(json, "language")),
                            seq(json, "after"),
                            Optional.of(text(json, "token")).filter(told -> !told.isEmpty()));
            case "open" -> new Open(UUID.randomUUID().toString());
            case "say" -> say(client(json), Storable.mended(text(json, "text").strip()));
            case "press" -> press(client(json), text(json, "key"));
            case "read" -> new Seen(seq(json, "seq"));
            case "go-on" -> new GoOn(text(json, "to"));
            case "typing" -> new Typing();
            case "ping" -> new StillThere();
            default -> new Unfit(ChatMessage.BAD_MESSAGE, Optional.empty());
        };
    }

    private static ChatCommand say(String client, String text) {
        if (text.length() > LONGEST_TEXT) {
            return new Unfit(ChatMessage.TOO_LONG, Optional.of(client));
        }
        return text.isEmpty()
                ? new Unfit(ChatMessage.BAD_MESSAGE, Optional.of(client))
                : new Say(client, text);
    }

    private static ChatCommand press(String client, String key) {
        try {
            return new Press(client, key);
        } catch (IllegalArgumentException _) {
            return new Unfit(ChatMessage.BAD_MESSAGE, Optional.of(client));
        }
    }

    private static String client(JsonObject json) {
        return UUID.fromString(text(json, "client")).toString();
    }

    /** A place; 0 where there is none. */
    private static long seq(JsonObject json, String key) {
        @Nullable Long seq = json.getLong(key);
        return seq == null ? 0 : Math.max(0, seq);
    }

    /** Empty when it is not there or null. */
    static String text(JsonObject json, String key) {
        @Nullable String text = json.getString(key);
        return text == null ? "" : text;
    }
}
