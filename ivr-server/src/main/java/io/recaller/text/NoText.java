package io.recaller.text;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells files that are no text, whatever their name says, by the bytes they begin with. */
final class NoText {
    /** So much of a file tells; in a workbook the names of its first parts are in it. */
    static final int LOOKED_AT = 4096;

    private NoText() {}

    /** What it is and what to do, to be written behind its name; empty: it may be text. */
    static Optional<String> found(byte[] head) {
        var start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK\u0003\u0004")) {
            return Optional.of(
                    isWorkbook(start)
                            ? workbook()
                            : " is packed (ZIP); unpack it and name the file in it");
        }
        if (start.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            return Optional.of(workbook());
        }
        if (isCompressed(start)) {
            return Optional.of(
                    " is compressed; unpack it first, with gunzip, bunzip2, unxz or zstd -d");
        }
        return start.startsWith("%PDF-")
                ? Optional.of(" is a PDF document, no text; save what is in it as text")
                : Optional.empty();
    }

    private static String workbook() {
        return " is a workbook of a spreadsheet; open it there, save its sheet as CSV (UTF-8) and"
                + " name that file";
    }

    /** Of Excel or LibreOffice. */
    private static boolean isWorkbook(String start) {
        return start.contains("[Content_Types].xml")
                || start.contains("xl/")
                || start.contains("application/vnd.oasis.opendocument.spreadsheet");
    }

    /** By gzip, bzip2, xz or zstd. */
    private static boolean isCompressed(String start) {
        return start.startsWith("\u001F\u008B")
                || start.matches("(?s)BZh[1-9]1AY&SY.*")
                || start.startsWith("\u00FD7zXZ\0")
                || start.startsWith("(\u00B5/\u00FD");
    }
}
