package io.recaller.text;

/** What to do about a text that is no YAML, by what its parser said of it. */
public final class YamlRemedy {
    private static final String QUOTES =
            "put a text in quotes that holds : or # or begins with * & % @ `";

    private YamlRemedy() {}

    /**
     * The remedy, in lower case and without a full stop.
     *
     * @param problem the parser's words, without the place
     */
    public static String of(String problem) {
        if (problem.contains("TAB")) {
            return "indent with spaces";
        }
        if (problem.contains("cannot start any token")
                || problem.contains("unexpected character")) {
            return QUOTES;
        }
        if (problem.contains("another document")) {
            return "leave one in this file: a line --- begins another";
        }
        if (problem.contains("is there twice")) {
            return "keep one of them";
        }
        if (problem.contains("block") || problem.contains("mapping values are not allowed")) {
            return "indent this line as its neighbours are, close the quote or bracket before it,"
                    + " and "
                    + QUOTES;
        }
        return problem.contains("',' or '") || problem.contains("quoted scalar")
                ? "close the quote or bracket that begins on this line or above; "
                        + QUOTES
                        + ", and write a quote within quotes as \\\""
                : "mend this line";
    }
}
