package io.recaller.channel.outbound;

import java.util.ArrayList;
import java.util.List;

/** A text in pieces that a gateway takes. Pure. */
public final class Pieces {
    private Pieces() {}

    /**
     * Cut at line ends and blanks where there are some, never within a character; a text without
     * words is a mark for buttons to stand below.
     *
     * @param longest in UTF-16 units, 2 or more
     */
    public static List<String> of(String text, int longest) {
        var rest = text.isBlank() ? "…" : text;
        var pieces = new ArrayList<String>();
        while (rest.length() > longest) {
            var end = end(rest, longest);
            pieces.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    private static int end(String text, int longest) {
        var line = text.lastIndexOf('\n', longest);
        var blank = line > longest / 2 ? line : text.lastIndexOf(' ', longest);
        if (blank > longest / 2) {
            return blank;
        }
        return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    }
}
