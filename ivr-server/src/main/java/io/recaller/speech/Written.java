package io.recaller.speech;

import java.util.regex.Pattern;

/** What typography adds to written words, which no voice should meet. */
final class Written {
    /** Marks of writing direction, joiners of lines, soft hyphens: nothing of it is spoken. */
    private static final Pattern INVISIBLE =
            Pattern.compile(
                    "[\\u00AD\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF]");

    /** All kinds of spaces, the narrow and the unbreakable included. */
    private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\t]+");

    /** Spaces nobody types but between the groups of a number. */
    private static final Pattern GROUPS =
            Pattern.compile("(?<=\\d)[\\u00A0\\u2009\\u202F](?=\\d{3}(?!\\d))");

    private static final Pattern DASHES = Pattern.compile("[\\u2010-\\u2013\\u2212\\uFE63]");

    private Written() {}

    /** Words as they came, without what only an eye wants. */
    static String plain(String words) {
        var joined = GROUPS.matcher(INVISIBLE.matcher(words).replaceAll("")).replaceAll("");
        return SPACES.matcher(joined).replaceAll(" ");
    }

    /** The same digits as ASCII, whatever script they are written in. */
    static String asciiDigits(String text) {
        var ascii = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (Character.isDigit(c)) {
                        ascii.append(Character.digit(c, 10));
                    } else {
                        ascii.appendCodePoint(c);
                    }
                });
        return ascii.toString();
    }

    /** Full-width letters and signs as they are on every keyboard. */
    private static int narrow(int c) {
        return c >= '\uFF01' && c <= '\uFF5E' ? c - '\uFF01' + '!' : c;
    }

    /** What a value means when it is read, not spoken: plain, ASCII digits and dashes, trimmed. */
    static String ascii(String text) {
        var narrow = new StringBuilder();
        text.codePoints().map(Written::narrow).forEach(narrow::appendCodePoint);
        return DASHES.matcher(asciiDigits(plain(narrow.toString()))).replaceAll("-").strip();
    }
}
