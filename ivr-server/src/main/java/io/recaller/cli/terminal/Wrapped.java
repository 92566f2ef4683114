package io.recaller.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Long lines broken at blanks, the rest below the beginning of the first. Pure. */
public final class Wrapped {
    private Wrapped() {}

    /**
     * The lines.
     *
     * @param head stands before the first; blanks as wide before the others
     * @param width of a whole line; a word that is longer stays whole
     */
    public static List<String> of(String head, String words, int width) {
        var lines = new ArrayList<String>();
        var indent = " ".repeat(head.codePointCount(0, head.length()));
        var line = new StringBuilder(head);
        var isEmpty = true;
        for (var word : words.split(" ", -1)) {
            if (!isEmpty && length(line) + 1 + length(word) > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                isEmpty = true;
            }
            line.append(isEmpty ? "" : " ").append(word);
            isEmpty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
