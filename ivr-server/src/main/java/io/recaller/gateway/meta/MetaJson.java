package io.recaller.gateway.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.message.MessageState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads what all of Meta's webhooks have in common. Pure. */
final class MetaJson {
    /** Kinds that are files, by what each is called where it has no name. */
    private static final Map<String, String> FILES =
            Map.of(
                    "image", "photo",
                    "sticker", "sticker",
                    "video", "video",
                    "audio", "audio",
                    "voice", "voice",
                    "document", "document",
                    "file", "file");

    private MetaJson() {}

    /** Empty where there is none. */
    static Optional<String> text(JsonNode object, String name) {
        var text = object.path(name).asText("");
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    /** What came that is no text, in a sign, with the words that stand below it. */
    static String mark(String type, JsonNode body) {
        var sign =
                switch (type) {
                    case "image", "sticker" -> "🖼";
                    case "video", "reel", "ig_reel" -> "🎬";
                    case "audio", "voice" -> "🎤";
                    case "location" -> "📍";
                    case "contacts" -> "👤";
                    default -> "📎";
                };
        var name = text(body, "filename").or(() -> text(body, "name")).or(() -> place(body));
        var line = name.map(told -> sign + " " + told).orElse(sign);
        return text(body, "caption").map(caption -> line + "\n" + caption).orElse(line);
    }

    /** What a file of that kind is called that has no name; empty: it is no file. */
    static Optional<String> nameOfFile(String type) {
        return Optional.ofNullable(FILES.get(type));
    }

    private static Optional<String> place(JsonNode body) {
        return body.path("latitude").isNumber() && body.path("longitude").isNumber()
                ? Optional.of(
                        body.path("latitude").asText() + ", " + body.path("longitude").asText())
                : Optional.empty();
    }

    /** Empty: nothing becomes of the message by it. */
    static Optional<MessageState> state(String word) {
        return switch (word) {
            case "sent" -> Optional.of(MessageState.SENT);
            case "delivered" -> Optional.of(MessageState.DELIVERED);
            case "read", "played" -> Optional.of(MessageState.READ);
            case "failed" -> Optional.of(MessageState.FAILED);
            default -> Optional.empty();
        };
    }

    /** Never later than now; now where nothing is told. */
    static Instant at(long milliseconds, Instant now) {
        var told = Instant.ofEpochMilli(milliseconds);
        return milliseconds <= 0 || told.isAfter(now) ? now : told;
    }
}
