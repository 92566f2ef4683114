package io.recaller.message.file;

import io.recaller.db.Storable;
import io.recaller.text.CutEnd;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a file may be called: no path, nothing that cannot be seen or that turns letters around
 * (such a name reads otherwise than it is), and an ending that fits what the file is, so that
 * nobody's computer takes it for a program. Pure.
 */
public final class FileName {
    /** Of a name, in Unicode characters: every file system holds so many. */
    private static final int LONGEST = 100;

    private static final String UNNAMED = "file";

    /** Controls, invisible and direction characters, halves of pairs, private and unassigned. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    /** Parts of paths, and what Windows takes in no name. */
    private static final Pattern OF_PATHS = Pattern.compile("[/\\\\:*?\"<>|]+");

    /** Names of devices there, whatever their ending. */
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    private FileName() {}

    /** A safe name for a file of that type. */
    public static String of(String told, FileType type) {
        var base = told.substring(Math.max(told.lastIndexOf('/'), told.lastIndexOf('\\')) + 1);
        var seen = Storable.mended(UNSEEN.matcher(base).replaceAll(""));
        var plain = OF_PATHS.matcher(seen).replaceAll("_").replaceAll("\\s+", " ");
        var bare = plain.replaceAll("^[. ]+|[. ]+$", "");
        var named = bare.isEmpty() ? UNNAMED : bare;
        return ended(DEVICE.matcher(named).matches() ? "_" + named : named, type);
    }

    private static String ended(String name, FileType type) {
        var dot = name.lastIndexOf('.');
        var ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        var fits = type.endings().contains(ending);
        var stem = fits ? name.substring(0, dot) : name;
        var suffix = fits ? name.substring(dot) : "." + type.endings().getFirst();
        return shortened(stem, LONGEST - suffix.length()) + suffix;
    }

    private static String shortened(String stem, int most) {
        return stem.codePointCount(0, stem.length()) <= most
                ? stem
                : CutEnd.dotted(stem.substring(0, stem.offsetByCodePoints(0, most - 1)));
    }
}
