package io.recaller.message.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.Set;

/**
 * Tells what a file is by how it begins, as its format's description says; of packed documents by
 * what is packed in them. Pure.
 */
final class FileSignatures {
    /** Bytes that are looked at for what is packed in a file: its list stands at the end. */
    private static final int TAIL = 1 << 20;

    /** Of pictures, single and in a row, with HEVC in them: ISO/IEC 23008-12, annex B. */
    private static final Set<String> HEIC =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");

    /** Of pictures and rows of them with AV1 in them. */
    private static final Set<String> AVIF = Set.of("avif", "avis");

    /** Of pictures with whatever in them: what it is stands among the other brands. */
    private static final Set<String> ANY_PICTURE = Set.of("mif1", "mif2", "msf1", "miaf");

    private static final String CONTROLS_OF_TEXT = "\t\n\f\r";

    private FileSignatures() {}

    static Optional<FileType> typeOf(byte[] file) {
        if (begins(file, 0, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(FileType.JPEG);
        }
        if (begins(file, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return Optional.of(FileType.PNG);
        }
        if (begins(file, 0, "GIF87a") || begins(file, 0, "GIF89a")) {
            return Optional.of(FileType.GIF);
        }
        if (begins(file, 0, "RIFF")) {
            return riff(file);
        }
        if (begins(file, 4, "ftyp")) {
            return Optional.of(isoMedia(file));
        }
        if (begins(file, 0, "PK") && begins(file, 2, 3, 4)) {
            return packed(file);
        }
        return document(file).or(() -> sound(file)).or(() -> plain(file));
    }

    private static Optional<FileType> document(byte[] file) {
        if (begins(file, 0, "%PDF-")) {
            return Optional.of(FileType.PDF);
        }
        if (begins(file, 0, "{\\rtf")) {
            return Optional.of(FileType.RTF);
        }
        return begins(file, 0, 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1)
                ? Optional.of(FileType.OFFICE97)
                : Optional.empty();
    }

    private static Optional<FileType> sound(byte[] file) {
        if (begins(file, 0, "OggS")) {
            return Optional.of(FileType.OGG);
        }
        if (begins(file, 0, "#!AMR")) {
            return Optional.of(FileType.AMR);
        }
        if (begins(file, 0, 0x1A, 0x45, 0xDF, 0xA3)) {
            return text(file, 0, 64).contains("webm")
                    ? Optional.of(FileType.WEBM)
                    : Optional.empty();
        }
        var isFrame =
                file.length > 2
                        && (file[0] & 0xFF) == 0xFF
                        && (file[1] & 0xE0) == 0xE0
                        && (file[1] & 0x06) == 0x02;
        return begins(file, 0, "ID3") || isFrame ? Optional.of(FileType.MP3) : Optional.empty();
    }

    private static Optional<FileType> riff(byte[] file) {
        return switch (text(file, 8, 4)) {
            case "WEBP" -> Optional.of(FileType.WEBP);
            case "WAVE" -> Optional.of(FileType.WAV);
            default -> Optional.empty();
        };
    }

    private static FileType isoMedia(byte[] file) {
        var brand = text(file, 8, 4);
        if (AVIF.contains(brand) || (ANY_PICTURE.contains(brand) && isAlso(file, AVIF))) {
            return FileType.AVIF;
        }
        if (HEIC.contains(brand) || ANY_PICTURE.contains(brand)) {
            return FileType.HEIC;
        }
        return brand.startsWith("M4A") ? FileType.M4A : FileType.MP4;
    }

    /**
     * Whether one of them is among the other brands, which stand behind the first and a version.
     */
    private static boolean isAlso(byte[] file, Set<String> brands) {
        var end = Math.min(file[3] & 0xFF, file.length);
        for (var at = 16; at + 4 <= end; at += 4) {
            if (brands.contains(text(file, at, 4))) {
                return true;
            }
        }
        return false;
    }

    /**
     * A document of Office or OpenDocument is a ZIP whose list of names says what it is; one with
     * macros is none of them, nor is a program packed so.
     */
    private static Optional<FileType> packed(byte[] file) {
        if (begins(file, 30, "mimetypeapplication/vnd.oasis.opendocument.text")) {
            return Optional.of(FileType.ODT);
        }
        if (begins(file, 30, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet")) {
            return Optional.of(FileType.ODS);
        }
        var names = text(file, Math.max(0, file.length - TAIL), TAIL);
        if (names.contains("vbaProject.bin") || names.contains("META-INF/MANIFEST.MF")) {
            return Optional.empty();
        }
        if (!names.contains("[Content_Types].xml")) {
            return Optional.of(FileType.ZIP);
        }
        if (names.contains("word/document.xml")) {
            return Optional.of(FileType.DOCX);
        }
        if (names.contains("xl/workbook.")) {
            return Optional.of(FileType.XLSX);
        }
        return names.contains("ppt/presentation.xml")
                ? Optional.of(FileType.PPTX)
                : Optional.of(FileType.ZIP);
    }

    /** Words in whatever alphabet: nothing else is without control characters. */
    private static Optional<FileType> plain(byte[] file) {
        for (var each : file) {
            if (each >= 0 && each < 0x20 && CONTROLS_OF_TEXT.indexOf(each) < 0) {
                return Optional.empty();
            }
        }
        return file.length == 0 || begins(file, 0, "#!")
                ? Optional.empty()
                : Optional.of(FileType.TEXT);
    }

    private static boolean begins(byte[] file, int at, String letters) {
        return text(file, at, letters.length()).equals(letters);
    }

    private static boolean begins(byte[] file, int at, int... bytes) {
        if (file.length < at + bytes.length) {
            return false;
        }
        for (var i = 0; i < bytes.length; i++) {
            if ((file[at + i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] file, int at, int most) {
        var length = Math.min(most, file.length - at);
        return length <= 0 ? "" : new String(file, at, length, ISO_8859_1);
    }
}
