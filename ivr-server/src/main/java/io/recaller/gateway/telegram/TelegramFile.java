package io.recaller.gateway.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that somebody sent, as the Bot API names it.
 *
 * @param id what it is asked for by
 * @param name what they call it, or what it is
 * @param size bytes as told; 0: not told
 */
record TelegramFile(String id, String name, long size) {
    /** What else than a picture a message may have, and what it is called where it has no name. */
    private static final List<String> KINDS =
            List.of(
                    "document",
                    "voice:voice.ogg",
                    "audio:audio.mp3",
                    "video:video.mp4",
                    "video_note:video.mp4",
                    "sticker:sticker.webp");

    /** Those of an update; of a picture the largest size. Pure. */
    static Optional<TelegramFile> of(JsonNode update) {
        var message = update.path("message");
        var picture =
                message.path("photo")
                        .valueStream()
                        .reduce((_, larger) -> larger)
                        .map(photo -> file(photo, "photo.jpg"));
        var other =
                KINDS.stream()
                        .map(kind -> kind.split(":", 2))
                        .filter(kind -> message.has(kind[0]))
                        .map(kind -> file(message.path(kind[0]), kind[kind.length - 1]));
        return Stream.concat(picture.stream(), other)
                .filter(file -> !file.id().isEmpty())
                .findFirst();
    }

    private static TelegramFile file(JsonNode told, String usual) {
        return new TelegramFile(
                told.path("file_id").asText(),
                told.path("file_name").asText(usual),
                told.path("file_size").asLong());
    }

    /** Without its name: it may be logged. */
    @Override
    public String toString() {
        return "TelegramFile[" + size + "]";
    }
}
