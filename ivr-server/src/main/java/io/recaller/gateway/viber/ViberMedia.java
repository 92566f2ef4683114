package io.recaller.gateway.viber;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.CarriedFiles;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileType;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files as messages of Viber's name them (rest-bot-api, "Picture message", "Video message", "File
 * message"): by an address that Viber fetches them from. Pure.
 */
final class ViberMedia {
    /** Bytes; a larger one is a document. */
    private static final int PICTURE = 1_000_000;

    private static final int FILM = 26_000_000;
    private static final int FILE = 50_000_000;

    static final CarriedFiles CARRIED =
            CarriedFiles.none()
                    .with(FILE, EnumSet.allOf(FileType.class))
                    .with(FILM, Set.of(FileType.MP4));

    private static final Set<FileType> PICTURES = EnumSet.of(FileType.JPEG, FileType.PNG);

    private ViberMedia() {}

    static ObjectNode message(Attachment file, String address) {
        var message = ViberApi.JSON.createObjectNode().put("media", address);
        if (PICTURES.contains(file.type()) && file.size() <= PICTURE) {
            return message.put("type", "picture").put("text", "");
        }
        message.put("size", file.size());
        return file.type() == FileType.MP4
                ? message.put("type", "video")
                : message.put("type", "file").put("file_name", file.name());
    }
}
