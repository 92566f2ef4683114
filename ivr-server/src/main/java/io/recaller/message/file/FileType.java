package io.recaller.message.file;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a file may be: kinds that are told by their content and that a browser shows or keeps, but
 * never runs. Whatever is none of them is not taken.
 */
public enum FileType {
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png"),
    GIF("image/gif", "gif"),
    WEBP("image/webp", "webp"),
    HEIC("image/heic", "heic", "heif"),
    AVIF("image/avif", "avif"),
    PDF("application/pdf", "pdf"),
    TEXT("text/plain", "txt", "csv", "log", "md"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ODT("application/vnd.oasis.opendocument.text", "odt"),
    ODS("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    /** Of Office before 2007; may hold macros. */
    OFFICE97("application/x-ole-storage", "doc", "xls", "ppt"),
    RTF("application/rtf", "rtf"),
    ZIP("application/zip", "zip"),
    MP3("audio/mpeg", "mp3"),
    OGG("audio/ogg", "ogg", "oga", "opus"),
    WAV("audio/wav", "wav"),
    AMR("audio/amr", "amr"),
    M4A("audio/mp4", "m4a"),
    MP4("video/mp4", "mp4", "mov", "m4v", "3gp"),
    WEBM("video/webm", "webm");

    private static final Set<FileType> PREVIEWED = EnumSet.of(JPEG, PNG, GIF, WEBP);

    /** What may hold programs: an operator who wants it says so. */
    private static final Set<FileType> DOUBTFUL = EnumSet.of(OFFICE97, RTF, ZIP);

    private final String mediaType;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody changes
    private final List<String> endings;

    FileType(String mediaType, String... endings) {
        this.mediaType = mediaType;
        this.endings = List.of(endings);
    }

    /** As settings and rows carry it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FileType> of(String slug) {
        return Stream.of(values()).filter(each -> each.slug().equals(slug)).findFirst();
    }

    /** Those that are taken where an operator says nothing. */
    public static Set<FileType> usual() {
        return EnumSet.complementOf(EnumSet.copyOf(DOUBTFUL));
    }

    /** As the IANA lists it. */
    public String mediaType() {
        return mediaType;
    }

    /** Endings of names that fit it, the usual one first, in small letters without the dot. */
    public List<String> endings() {
        return endings;
    }

    /** Whether every browser shows it as a picture. */
    public boolean isPicture() {
        return PREVIEWED.contains(this);
    }
}
