package io.recaller.message;

import io.recaller.text.CutEnd;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something that can be pressed instead of writing.
 *
 * @param key what comes back when it is: 1 to 64 letters, digits and {@code : . _ * # -} of ASCII
 * @param label in few words
 */
public record Button(String key, String label) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9:._*#-]{1,64}");

    public Button {
        if (!isKey(key)) {
            throw new IllegalArgumentException("not a button's key: " + key);
        }
    }

    /** Whether a button may have that key. */
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    /**
     * The label, cut where it is longer: not within what is read as one letter, such as a flag.
     *
     * @param most characters, 2 or more
     */
    public String labelWithin(int most) {
        if (label.codePointCount(0, label.length()) <= most) {
            return label;
        }
        var letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(label);
        var end = label.offsetByCodePoints(0, most - 1);
        var whole = letters.isBoundary(end) ? end : letters.preceding(end);
        return CutEnd.dotted(label.substring(0, whole > 0 ? whole : end));
    }
}
