package io.recaller.customer.handle;

import io.recaller.customer.PlainText;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A telephone number as it was written, before anything is known of its country.
 *
 * @param digits with the plus when there is one, never empty
 * @param withoutTrunk the same without a zero in brackets; equal when there is none
 */
record Dialled(String digits, String withoutTrunk) {
    private static final int LONGEST_TEXT = 100;
    private static final int LEAST_ABROAD = 7;

    /**
     * Digits with what people put between them; the plus in front, maybe in brackets. In Japan the
     * mark of a long vowel is where the dash is looked for on the keyboard.
     */
    private static final Pattern WRITTEN =
            Pattern.compile("[\\s(\\[]*\\+?[\\d\\s()\\[\\]/.'~\u223C\u30FC\uFF70-]+");

    /** An extension is behind the number it belongs to: the line is the same. */
    private static final Pattern EXTENSION =
            Pattern.compile(
                    "(?<=\\d[\\s)]{0,3})[\\s,;]*(?:ext\\.?|extension|x|доб\\.?|вн\\.?|внутр\\.?|ішкі|ramal|anexo|poste|interno|int\\.?|#)[\\s.:]*\\d{1,7}$",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /**
     * {@code 031-123-4567~8} are two lines and not one longer number. A mark that is between all
     * groups, as in {@code 0475/12/34/56}, is none of a range, but before a single digit.
     */
    private static final Pattern RANGE =
            Pattern.compile("[~\u223C/]\\s*\\d$|^[^~\u223C/]*[~\u223C/]\\s*\\d\\d$");

    private static final Pattern BETWEEN = Pattern.compile("[^\\d+]");

    /** Reads what {@link PlainText} made plain; empty when it is no number. */
    static Optional<Dialled> of(String text) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        var line = EXTENSION.matcher(text).replaceFirst("").strip();
        return Optional.of(new Dialled(bare(line), bare(line.replace("(0)", ""))))
                .filter(read -> isOne(line) && !read.digits.isEmpty());
    }

    private static boolean isOne(String line) {
        return WRITTEN.matcher(line).matches() && !RANGE.matcher(line).find();
    }

    /** Without what is between the digits. */
    static String bare(String text) {
        return BETWEEN.matcher(text).replaceAll("");
    }

    boolean isInternational() {
        return digits.startsWith("+");
    }

    int length() {
        return digits.length();
    }

    /** What it may stand for, most likely first: the zero in brackets belongs to some numbers. */
    Stream<String> spellings() {
        return Stream.of(digits, withoutTrunk).distinct().map(Dialled::international);
    }

    /** ITU-T E.123: 00 is how most trunks write the plus. */
    static String international(String digits) {
        return digits.startsWith("00") && digits.length() >= 2 + LEAST_ABROAD
                ? "+" + digits.substring(2)
                : digits;
    }
}
