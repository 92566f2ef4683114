package io.recaller.asterisk.agi;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The lines before a visit, as Asterisk writes them (res_agi.c, setup_env): each name once, the
 * arguments last. The dialplan filters what callers name; where it could not, a number with line
 * breaks in it repeats names, or ends the header early, and such a header is none.
 */
final class AgiHeader {
    /** Only a line feed ends a line: a name may hold what ends one elsewhere, such as U+2028. */
    private static final Pattern LINE = Pattern.compile("(agi_[a-z0-9_]+):( .*)?", Pattern.DOTALL);

    private static final String ARGUMENT = "agi_arg_";

    /** Comes after everything that a caller can name. */
    private static final String LATE = "agi_enhanced";

    private final Set<String> names = new HashSet<>();
    private boolean inArguments;

    /**
     * Takes the next line; the empty one ends it.
     *
     * @throws IOException when it is not as Asterisk writes it; the line itself is not told
     */
    void take(String line) throws IOException {
        if (line.isEmpty()) {
            check(names.contains(LATE), "it ends early");
            return;
        }
        var found = LINE.matcher(line);
        check(found.matches(), "a line is no name with a value");
        var name = found.group(1);
        check(names.add(name), name + " is there twice");
        check(!inArguments || name.startsWith(ARGUMENT), name + " stands behind the arguments");
        inArguments = name.startsWith(ARGUMENT);
    }

    private static void check(boolean holds, String fault) throws IOException {
        if (!holds) {
            throw new IOException("not a header of Asterisk's: " + fault);
        }
    }
}
