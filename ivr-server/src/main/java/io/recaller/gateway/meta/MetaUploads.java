package io.recaller.gateway.meta;

import io.recaller.channel.CarriedFiles;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.message.file.FileType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which files go out at Meta, and as what (developers.facebook.com, whatsapp/cloud-api/reference/
 * media: supported media types; messenger-platform/send-messages/saving-assets;
 * instagram-messaging/features/attachment-upload). Instagram fetches them from us. Pure.
 */
record MetaUploads(Service service) {
    private static final Set<FileType> PICTURES = EnumSet.of(FileType.JPEG, FileType.PNG);
    private static final Set<FileType> SOUNDS =
            EnumSet.of(FileType.MP3, FileType.OGG, FileType.AMR, FileType.M4A);
    private static final Set<FileType> DOCUMENTS =
            EnumSet.of(FileType.PDF, FileType.TEXT, FileType.DOCX, FileType.XLSX, FileType.PPTX);

    private static final int WHATSAPP_PICTURE = 5_000_000;
    private static final int WHATSAPP_FILM = 16_000_000;
    private static final int WHATSAPP_DOCUMENT = 100_000_000;
    private static final int PAGE_PICTURE = 8_000_000;
    private static final int PAGE_FILE = 25_000_000;

    CarriedFiles carried() {
        return switch (service) {
            case WHATSAPP ->
                    CarriedFiles.none()
                            .with(WHATSAPP_PICTURE, PICTURES)
                            .with(WHATSAPP_FILM, SOUNDS)
                            .with(WHATSAPP_FILM, Set.of(FileType.MP4))
                            .with(WHATSAPP_DOCUMENT, DOCUMENTS);
            case MESSENGER ->
                    CarriedFiles.none()
                            .with(PAGE_FILE, EnumSet.allOf(FileType.class))
                            .with(PAGE_PICTURE, PICTURES)
                            .with(PAGE_PICTURE, Set.of(FileType.GIF));
            case INSTAGRAM ->
                    CarriedFiles.none()
                            .with(PAGE_PICTURE, PICTURES)
                            .with(PAGE_PICTURE, Set.of(FileType.GIF))
                            .with(
                                    PAGE_FILE,
                                    Set.of(
                                            FileType.M4A,
                                            FileType.WAV,
                                            FileType.MP4,
                                            FileType.WEBM,
                                            FileType.PDF));
        };
    }

    /** As messages call it. */
    String kind(FileType type) {
        if (PICTURES.contains(type) || (type == FileType.GIF && service != Service.WHATSAPP)) {
            return "image";
        }
        if (type == FileType.MP4 || (type == FileType.WEBM && service == Service.INSTAGRAM)) {
            return "video";
        }
        if (SOUNDS.contains(type) || (type == FileType.WAV && service == Service.INSTAGRAM)) {
            return "audio";
        }
        return service == Service.WHATSAPP ? "document" : "file";
    }

    /** What is said of a file that is sent up. */
    Map<String, String> fields(FileType type) {
        return service == Service.WHATSAPP
                ? Map.of("messaging_product", "whatsapp", "type", type.mediaType())
                : Map.of("message", PageRequests.upload(kind(type)).toString());
    }

    /** What the file is called in the form. */
    String field() {
        return service == Service.WHATSAPP ? "file" : "filedata";
    }
}
