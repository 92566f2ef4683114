package io.recaller.message;

import io.recaller.db.Storable;
import java.util.Locale;

/** A line of a message that stands for a file which is not with it. Pure. */
public final class FileLine {
    private static final String SIGN = "\uD83D\uDCCE ";
    private static final int LONGEST_NAME = 100;

    private FileLine() {}

    /**
     * For a file of that name.
     *
     * @param size bytes; 0: not known, and not told
     */
    public static String of(String name, long size) {
        var seen = Storable.mended(name).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "").strip();
        var most = Math.min(LONGEST_NAME, seen.codePointCount(0, seen.length()));
        return SIGN
                + seen.substring(0, seen.offsetByCodePoints(0, most))
                + (size > 0 ? ", " + size(size) : "");
    }

    private static String size(long bytes) {
        return bytes >= 1_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : Math.max(1, bytes / 1000) + " kB";
    }

    /** What was written above such lines. */
    static String without(String text) {
        var rest = text;
        while (rest.startsWith(SIGN, rest.lastIndexOf('\n') + 1)) {
            rest = rest.substring(0, rest.lastIndexOf('\n') + 1).stripTrailing();
        }
        return rest;
    }
}
