package io.recaller.gateway.vk;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.inbound.IncomingFile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Files with a message, as VK tells of them (dev.vk.com/reference/objects: photo, doc). Pure. */
final class VkFile {
    private VkFile() {}

    static List<IncomingFile> of(JsonNode message) {
        return message.path("attachments")
                .valueStream()
                .flatMap(attachment -> read(attachment).stream())
                .toList();
    }

    /** Empty: it is no file, or VK does not say where it lies. */
    static Optional<IncomingFile> read(JsonNode attachment) {
        var type = attachment.path("type").asText();
        var it = attachment.path(type);
        return switch (type) {
            case "photo" -> at(largest(it), "photo", 0);
            case "doc" -> at(it.path("url"), title(it), it.path("size").asLong());
            case "audio_message" -> at(it.path("link_ogg"), "voice", 0);
            case "graffiti" -> at(it.path("url"), "graffiti", 0);
            default -> Optional.empty();
        };
    }

    private static Optional<IncomingFile> at(JsonNode address, String name, long size) {
        return address.asText().isBlank()
                ? Optional.empty()
                : Optional.of(IncomingFile.at(address.asText(), name, size));
    }

    private static String title(JsonNode document) {
        var title = document.path("title").asText();
        return title.isBlank() ? "document" : title;
    }

    private static JsonNode largest(JsonNode photo) {
        return photo.path("sizes")
                .valueStream()
                .max(
                        Comparator.comparingLong(
                                size -> size.path("width").asLong() * size.path("height").asLong()))
                .map(size -> size.path("url"))
                .orElseGet(() -> photo.path("url"));
    }
}
