package io.recaller.text;

/** What somebody wrote, told again to them: as long as one reads, and no terminal obeys it. */
public final class Excerpt {
    private static final String LEFT_OUT = " … ";

    private Excerpt() {}

    /**
     * The text without control characters; of a longer one the beginning and the end.
     *
     * @param most characters, 10 or more
     */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return printable(text);
        }
        var end = most / 3;
        var start = most - end - LEFT_OUT.length();
        return printable(text.substring(0, start))
                + LEFT_OUT
                + printable(text.substring(text.length() - end));
    }

    private static String printable(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> shown.appendCodePoint(isShown(point) ? point : '\uFFFD'));
        return shown.toString();
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    point == '\n';
            default -> true;
        };
    }
}
