package io.recaller.text;

/** What stands around a word and cannot be seen, the hard spaces of spreadsheets too. Pure. */
public final class Blanks {
    private Blanks() {}

    /** Without blanks around it; empty for nothing but blanks. */
    public static String stripped(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    static boolean isBlank(char letter) {
        return letter <= ' ' || Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }
}
