package io.recaller.flow;

import com.ibm.icu.text.IDNA;
import io.recaller.speech.Currencies;
import io.recaller.speech.Numerals;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as people type them, and as they are kept. Pure; any text is an answer, if only none. */
final class TypedValues {
    /** RFC 5321, 4.5.3.1: characters of an address, and of what is before its {@code @}. */
    static final int LONGEST_EMAIL = 254;

    private static final int LONGEST_LOCAL = 64;

    /** Nobody's birthday or appointment is further away: it is a slip of the finger. */
    private static final int FIRST_YEAR = 1900;

    private static final int LAST_YEAR = 2199;

    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF]");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\t\\n\\r\\u000B\\f\\u0085]+");

    private static final String ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");

    private static final Pattern LETTER = Pattern.compile("[a-z]");

    /** UTS 46, as browsers read the names of hosts; safe for all threads. */
    private static final IDNA HOSTS =
            IDNA.getUTS46Instance(
                    IDNA.USE_STD3_RULES
                            | IDNA.CHECK_BIDI
                            | IDNA.CHECK_CONTEXTJ
                            | IDNA.NONTRANSITIONAL_TO_ASCII
                            | IDNA.NONTRANSITIONAL_TO_UNICODE);

    private static final Pattern DAY_FIRST =
            Pattern.compile("(?<d>\\d{1,2})(?<s>[./ -])(?<m>\\d{1,2})\\k<s>(?<y>\\d{4})");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<y>\\d{4})(?<s>[./-])(?<m>\\d{1,2})\\k<s>(?<d>\\d{1,2})");
    private static final Pattern KEYED = Pattern.compile("(?<d>\\d{2})(?<m>\\d{2})(?<y>\\d{4})");

    private TypedValues() {}

    /** On one line, with plain blanks; empty when nothing is left or something is no letter. */
    static Optional<String> words(String typed, int most) {
        var line = oneLine(typed);
        var fits = !line.isEmpty() && line.length() <= most;
        return fits && line.codePoints().noneMatch(TypedValues::isNoLetter)
                ? Optional.of(line)
                : Optional.empty();
    }

    private static String oneLine(String typed) {
        var visible = INVISIBLE.matcher(typed).replaceAll("");
        return Normalizer.normalize(
                BLANKS.matcher(visible).replaceAll(" ").strip(), Normalizer.Form.NFC);
    }

    /** What cannot be printed, or is left of what could not be read. */
    private static boolean isNoLetter(int c) {
        return c == '\uFFFD'
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED ->
                            true;
                    default -> false;
                };
    }

    /**
     * One address, its host in lower case and in its own letters (RFC 5890). Whether mail arrives
     * there nobody can tell by looking at it.
     */
    static Optional<String> email(String typed) {
        var line = oneLine(typed);
        var at = line.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL || line.length() > LONGEST_EMAIL) {
            return Optional.empty();
        }
        var local = line.substring(0, at);
        return LOCAL.matcher(local).matches()
                ? host(line.substring(at + 1)).map(host -> local + "@" + host)
                : Optional.empty();
    }

    /** Of two labels at least; the last is no number, or it would be an address of the network. */
    private static Optional<String> host(String written) {
        var found = new IDNA.Info();
        var ascii = HOSTS.nameToASCII(written, new StringBuilder(), found).toString();
        var labels = ascii.split("\\.", -1);
        return !found.hasErrors()
                        && labels.length > 1
                        && LETTER.matcher(labels[labels.length - 1]).find()
                ? Optional.of(
                        HOSTS.nameToUnicode(ascii, new StringBuilder(), new IDNA.Info()).toString())
                : Optional.empty();
    }

    /**
     * A day as ISO 8601 has it: {@code 21.11.2026}, {@code 21/11/2026}, {@code 21-11-2026}, {@code
     * 21 11 2026}, {@code 2026-11-21}, or eight digits {@code 21112026} as they are keyed. The day
     * is before the month, but after the year.
     */
    static Optional<String> date(String typed) {
        var line = ascii(oneLine(typed));
        for (var form : new Pattern[] {KEYED, DAY_FIRST, YEAR_FIRST}) {
            var found = form.matcher(line);
            if (found.matches()) {
                return day(found).map(LocalDate::toString);
            }
        }
        return Optional.empty();
    }

    /**
     * A whole number that is not below zero, in digits only: {@code 5 000}, {@code R$ 1.234,00}. Of
     * {@code 1,234} nobody knows whether it is a whole one.
     *
     * @param unit the only money that may stand beside it, if it is money
     */
    static Optional<String> whole(String typed, String unit) {
        var codes = Currencies.meantBy(unit);
        return Numerals.parse(
                        oneLine(typed),
                        name -> !Collections.disjoint(Currencies.meantBy(name), codes))
                .map(BigDecimal::stripTrailingZeros)
                .filter(number -> number.scale() <= 0 && number.signum() >= 0)
                .map(BigDecimal::toPlainString);
    }

    private static Optional<LocalDate> day(Matcher found) {
        try {
            var day =
                    LocalDate.of(
                            Integer.parseInt(found.group("y")),
                            Integer.parseInt(found.group("m")),
                            Integer.parseInt(found.group("d")));
            return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR
                    ? Optional.of(day)
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String ascii(String typed) {
        var ascii = new StringBuilder();
        typed.codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }
}
