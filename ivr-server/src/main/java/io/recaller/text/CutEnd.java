package io.recaller.text;

import java.util.regex.Pattern;

/** How a text ends that was cut: dots follow its words, never another closing mark. Pure. */
public final class CutEnd {
    private static final String DOTS = "…";
    private static final Pattern CLOSING = Pattern.compile("[\\s.,;:!?…。，、；：！？]+$");

    private CutEnd() {}

    /** What was kept, and the dots. */
    public static String dotted(String kept) {
        return bare(kept) + DOTS;
    }

    /** What was kept, for dots to follow; of one that is nothing but marks all of it. */
    public static String bare(String kept) {
        var words = CLOSING.matcher(kept).replaceFirst("");
        return words.isEmpty() ? kept.stripTrailing() : words;
    }

    /** Without the full stop that would follow a closing mark of a name put into a sentence. */
    public static String closedOnce(String sentence) {
        return sentence.matches("(?s).*[.!?…]\\.")
                ? sentence.substring(0, sentence.length() - 1)
                : sentence;
    }
}
