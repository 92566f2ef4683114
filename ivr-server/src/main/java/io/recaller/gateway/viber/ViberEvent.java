package io.recaller.gateway.viber;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Incoming;
import io.recaller.channel.inbound.IncomingFile;
import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.message.Button;
import io.recaller.message.MessageState;
import io.recaller.message.Peer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** What Viber tells (rest-bot-api, "Callbacks"). */
sealed interface ViberEvent {
    /** Somebody wrote, or pressed a key. */
    record Wrote(Incoming incoming) implements ViberEvent {}

    /**
     * Somebody opened the bot and has written nothing yet.
     *
     * @param person Viber's id of them
     * @param language a BCP 47 tag
     */
    record Opened(String person, Optional<String> language) implements ViberEvent {}

    /**
     * What became of a message of ours.
     *
     * @param token Viber's id of it
     * @param why in plain words, of one that failed
     */
    record Became(String token, MessageState state, String why) implements ViberEvent {}

    /**
     * Somebody wants no more messages.
     *
     * @param person Viber's id of them
     */
    record Left(String person, Instant at) implements ViberEvent {}

    /** Somebody wants messages again. */
    record CameBack(String person, Instant at) implements ViberEvent {}

    /** Nothing that concerns us. */
    record Other() implements ViberEvent {}

    /** Longer ones are none of Viber's. */
    int LONGEST_ID = 200;

    /** Kinds of messages that have a file; others may have an address. */
    Set<String> FILES = Set.of("picture", "video", "file");

    /**
     * As JSON tells it.
     *
     * @param gateway the bot's name in the settings
     */
    static ViberEvent read(String gateway, JsonNode event, Instant now) {
        return switch (event.path("event").asText()) {
            case "message" -> wrote(gateway, event, now);
            case "conversation_started" -> opened(event.path("user"));
            case "unsubscribed" -> left(event.path("user_id").asText(), at(event, now));
            case "subscribed" -> cameBack(event.path("user").path("id").asText(), at(event, now));
            case "delivered" -> became(event, MessageState.DELIVERED, "");
            case "seen" -> became(event, MessageState.READ, "");
            case "failed" ->
                    became(
                            event,
                            MessageState.FAILED,
                            "Viber could not deliver it: " + shown(event.path("desc").asText()));
            default -> new Other();
        };
    }

    private static ViberEvent wrote(String gateway, JsonNode event, Instant now) {
        var sender = event.path("sender");
        var id = sender.path("id").asText();
        if (!isFit(id)) {
            return new Other();
        }
        return new Wrote(
                new Incoming(
                        new Peer(
                                gateway,
                                id,
                                Channel.MESSENGER,
                                Optional.of(new Handle(HandleKind.VIBER, id)),
                                TrustTier.CLAIMED,
                                Optional.of(sender.path("name").asText())
                                        .filter(name -> !name.isBlank()),
                                language(sender)),
                        said(event.path("message")),
                        Optional.of(event.path("message_token").asText()).filter(ViberEvent::isFit),
                        Optional.empty(),
                        at(event, now),
                        file(event.path("message")).stream().toList()));
    }

    /** It lies at Viber, for an hour. */
    private static Optional<IncomingFile> file(JsonNode message) {
        var type = message.path("type").asText();
        return Optional.of(message.path("media").asText())
                .filter(media -> FILES.contains(type) && !media.isBlank())
                .map(media ->
                        IncomingFile.at(
                                media,
                                Optional.of(message.path("file_name").asText())
                                        .filter(name -> !name.isBlank())
                                        .orElse(type),
                                message.path("size").asLong()));
    }

    private static Said said(JsonNode message) {
        var text = message.path("text").asText();
        if (text.startsWith(ViberText.PRESS)) {
            var key = text.substring(ViberText.PRESS.length());
            if (key.equals(ViberWelcome.BEGIN)) {
                return new Said.Nothing();
            }
            if (Button.isKey(key)) {
                return new Said.Pressed(key);
            }
        }
        var words = words(message);
        return words.isBlank() ? new Said.Nothing() : new Said.Words(words);
    }

    /** What is neither text nor a file is a line. */
    private static String words(JsonNode message) {
        var lines = new ArrayList<String>();
        lines.add(message.path("text").asText());
        var location = message.path("location");
        if (location.has("lat")) {
            lines.add("📍 " + location.path("lat").asText() + ", " + location.path("lon").asText());
        }
        var contact = message.path("contact");
        if (contact.has("phone_number")) {
            lines.add(
                    "👤 "
                            + contact.path("name").asText()
                            + " "
                            + contact.path("phone_number").asText());
        }
        var media = message.path("media").asText();
        if (!media.isEmpty() && !FILES.contains(message.path("type").asText())) {
            lines.add(media);
        }
        lines.removeIf(String::isBlank);
        return String.join("\n", lines);
    }

    private static ViberEvent opened(JsonNode user) {
        var id = user.path("id").asText();
        return isFit(id) ? new Opened(id, language(user)) : new Other();
    }

    private static ViberEvent left(String id, Instant at) {
        return isFit(id) ? new Left(id, at) : new Other();
    }

    private static ViberEvent cameBack(String id, Instant at) {
        return isFit(id) ? new CameBack(id, at) : new Other();
    }

    private static ViberEvent became(JsonNode event, MessageState state, String why) {
        var token = event.path("message_token").asText();
        return isFit(token) ? new Became(token, state, why) : new Other();
    }

    private static boolean isFit(String id) {
        return !id.isBlank() && id.length() <= LONGEST_ID;
    }

    private static Optional<String> language(JsonNode person) {
        return Optional.of(person.path("language").asText()).filter(tag -> !tag.isBlank());
    }

    private static Instant at(JsonNode event, Instant now) {
        var told = Instant.ofEpochMilli(event.path("timestamp").asLong());
        return told.isAfter(now) || told.equals(Instant.EPOCH) ? now : told;
    }

    private static String shown(String why) {
        var line = why.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_ID ? line : line.substring(0, LONGEST_ID) + "…";
    }
}
