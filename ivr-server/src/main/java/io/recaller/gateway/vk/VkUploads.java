package io.recaller.gateway.vk;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.CarriedFiles;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.gateway.call.FileUploads;
import io.recaller.gateway.call.MultipartForm;
import io.recaller.message.file.FileType;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Sends files up for messages to name (dev.vk.com/api/upload: photo in a private message, document
 * in a private message). Any thread; blocking.
 */
final class VkUploads {
    /** VK takes 50 MB of a picture and 200 MB of a document, more than we keep; no MP3. */
    static final CarriedFiles CARRIED =
            CarriedFiles.none()
                    .with(Integer.MAX_VALUE, EnumSet.complementOf(EnumSet.of(FileType.MP3)));

    private static final Set<FileType> PICTURES = EnumSet.of(FileType.JPEG, FileType.PNG);

    private final VkCommunity community;
    private final VkApi api;
    private final FileUploads uploads = new FileUploads("VK");

    VkUploads(VkCommunity community, VkApi api) {
        this.community = community;
        this.api = api;
    }

    /**
     * As a message names it. A picture that is none to VK, such as a very long one, is a document.
     */
    String attachment(Outbound message, OutboundFile file) throws NotSentException {
        if (PICTURES.contains(file.attachment().type())) {
            try {
                return picture(message, file);
            } catch (NotSentException failure) {
                if (!(failure.remedy() instanceof Remedy.GiveUp)) {
                    throw failure;
                }
            }
        }
        return document(message, file);
    }

    private String picture(Outbound message, OutboundFile file) throws NotSentException {
        var place = Map.of("peer_id", message.peer());
        var up = upload(message, "photos.getMessagesUploadServer", place, "photo", file);
        var saved =
                api.call(
                                "photos.saveMessagesPhoto",
                                Map.of(
                                        "server",
                                        up.path("server").asText(),
                                        "photo",
                                        up.path("photo").asText(),
                                        "hash",
                                        up.path("hash").asText()))
                        .path(0);
        return named("photo", saved);
    }

    private String document(Outbound message, OutboundFile file) throws NotSentException {
        var place = Map.of("peer_id", message.peer(), "type", "doc");
        var up = upload(message, "docs.getMessagesUploadServer", place, "file", file);
        var saved =
                api.call(
                        "docs.save",
                        Map.of(
                                "file",
                                up.path("file").asText(),
                                "title",
                                file.attachment().name()));
        return named("doc", saved.path("doc"));
    }

    private JsonNode upload(
            Outbound message,
            String method,
            Map<String, String> place,
            String field,
            OutboundFile file)
            throws NotSentException {
        var address = api.call(method, place).path("upload_url").asText();
        var form = MultipartForm.of(Map.of(), field, file);
        var at = theirs(address);
        return uploads.send(message.seq(), () -> api.upload(at, form));
    }

    private URI theirs(String address) throws NotSentException {
        try {
            var at = URI.create(address);
            if (VkFiles.hosts(community).has(at)) {
                return at;
            }
        } catch (IllegalArgumentException _) {
            // as one that is not VK's
        }
        throw new NotSentException(
                new Remedy.Again(
                        Duration.ofMinutes(1), "VK wants a file where none of its hosts is"));
    }

    private static String named(String kind, JsonNode saved) throws NotSentException {
        if (!saved.path("id").canConvertToLong() || !saved.path("owner_id").canConvertToLong()) {
            throw new NotSentException(new Remedy.GiveUp("VK did not keep the file"));
        }
        var key = saved.path("access_key").asText();
        return kind
                + saved.path("owner_id").asLong()
                + "_"
                + saved.path("id").asLong()
                + (key.isEmpty() ? "" : "_" + key);
    }
}
