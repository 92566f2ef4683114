package io.recaller.speech;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as other systems and people write them: {@code 5000}, {@code 5 000}, {@code 5'000.50},
 * {@code 1.234,56}, {@code −12,5}, {@code ₸ 5 000}, {@code 5000 KZT}, in the digits of any script.
 */
public final class Numerals {
    private static final int LONGEST = 64;

    /** Nothing anybody owes is larger, and {@code 1e999999999} must not be written out. */
    private static final int MOST_DIGITS = 15;

    private static final int MOST_DECIMALS = 10;

    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final Pattern PLAIN =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    /** Groups that cannot be a decimal sign, and decimal commas that cannot be a group. */
    private static final Pattern POINTED =
            Pattern.compile(
                    "\\d{1,3}(?:[ '’_]\\d{3})+(?:\\.\\d+)?"
                            + "|\\d{1,3}(?:,\\d{3}){2,}(?:\\.\\d+)?"
                            + "|\\d{1,3}(?:,\\d{3})+\\.\\d+"
                            + "|\\d{1,2}(?:,\\d{2})+,\\d{3}(?:\\.\\d+)?");

    private static final Pattern WITH_COMMA =
            Pattern.compile(
                    "\\d{1,3}(?:[ '’_]\\d{3})+,\\d+"
                            + "|\\d{1,3}(?:\\.\\d{3}){2,}(?:,\\d+)?"
                            + "|\\d{1,3}(?:\\.\\d{3})+,\\d+"
                            + "|\\d+,(?:\\d{1,2}|\\d{4,})"
                            + "|0,\\d+"
                            + "|\\d{4,},\\d+");

    /** A point and three digits: groups in half of Europe, decimals in the other half. */
    private static final Pattern EITHER = Pattern.compile("[+-]?\\d{1,3}\\.\\d{3}");

    private static final Pattern MONEY =
            Pattern.compile(
                    "(?<sign>[+-]?) ?(?<before>NAME)? ?(?<number>[+-]?[\\d.,'’_ ]*\\d) ?(?<after>NAME)?"
                            .replace(
                                    "NAME",
                                    "\\p{Sc}\\p{L}{0,2}\\.?"
                                            + "|\\p{L}{1,3}\\p{Sc}"
                                            + "|\\p{L}[\\p{L}\\p{M}.'’ʻʼ\"״]{0,11}(?:/\\.?)?"));

    /** Nothing behind the whole, as it is written where prices have no small money. */
    private static final Pattern NO_SMALL_MONEY =
            Pattern.compile("(?<=\\d)(?:/-|([.,])-{1,2})(?= ?\\p{L}{0,4}\\.?$)");

    /** As ledgers write what is below zero: {@code 1500.00-} and {@code (1,500.00)}. */
    private static final Pattern MINUS_BEHIND =
            Pattern.compile("([\\d.,'’_ ]*\\d[.,]\\d{2,3})-(?= ?\\p{L}{0,4}\\.?$)");

    private static final Pattern BRACKETED = Pattern.compile("\\(([^()+-]*\\d[^()+-]*)\\)");

    private static final Pattern IN_A_NAME = Pattern.compile("[.'’ʻʼ\"״]");

    private Numerals() {}

    /** Empty when it is no number, or may be read as two: {@code 1,234}. */
    public static Optional<BigDecimal> parse(String written) {
        return parse(written, _ -> true);
    }

    /**
     * As {@link #parse(String)}, and empty when it is a sum of other money.
     *
     * @param isOurs of a currency's name, as it is written beside the sum
     */
    public static Optional<BigDecimal> parse(String written, Predicate<String> isOurs) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        var ascii =
                below(
                        small(
                                Written.ascii(written)
                                        .replace('٫', '.')
                                        .replace("٬", "")
                                        .replace('‘', '’')));
        return PLAIN.matcher(ascii).matches()
                ? bounded(new BigDecimal(ascii))
                : money(ascii, isOurs).flatMap(Numerals::bounded);
    }

    /** {@code 5'000.-} and {@code 1.500,-} with zeros, so that the sign before them is no group. */
    private static String small(String ascii) {
        return NO_SMALL_MONEY
                .matcher(ascii)
                .replaceFirst(found -> (found.group(1) == null ? "." : found.group(1)) + "00");
    }

    private static String below(String ascii) {
        var behind = MINUS_BEHIND.matcher(ascii);
        if (behind.lookingAt()) {
            return behind.replaceFirst("-$1");
        }
        var bracketed = BRACKETED.matcher(ascii);
        return bracketed.matches() ? "-" + bracketed.group(1) : ascii;
    }

    private static Optional<BigDecimal> money(String ascii, Predicate<String> isOurs) {
        var matcher = MONEY.matcher(ascii);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var before = matcher.group("before");
        var after = matcher.group("after");
        var sign = matcher.group("sign");
        var number = matcher.group("number");
        var bare = number.replaceFirst("^[+-]", "");
        var signed = !bare.equals(number);
        var named = before != null || after != null;
        var isSum = !WHOLE.matcher(bare).matches();
        if (!isCurrency(
                        before,
                        name -> CurrencySigns.begins(name) || CurrencyWords.begins(name, isSum),
                        isOurs)
                || !isCurrency(
                        after, name -> CurrencySigns.has(name) || CurrencyWords.has(name), isOurs)
                || (signed && !sign.isEmpty())) {
            return Optional.empty();
        }
        var below = sign.equals("-") || (signed && number.startsWith("-"));
        return named && EITHER.matcher(bare).matches()
                ? Optional.empty()
                : number(bare).map(value -> below ? value.negate() : value);
    }

    private static boolean isCurrency(
            @Nullable String name, Predicate<String> known, Predicate<String> isOurs) {
        return name == null || known.and(isOurs).test(IN_A_NAME.matcher(name).replaceAll(""));
    }

    private static Optional<BigDecimal> number(String bare) {
        if (PLAIN.matcher(bare).matches()) {
            return Optional.of(new BigDecimal(bare));
        }
        if (POINTED.matcher(bare).matches()) {
            return Optional.of(new BigDecimal(bare.replaceAll("[ ,'’_]", "")));
        }
        return WITH_COMMA.matcher(bare).matches()
                ? Optional.of(new BigDecimal(bare.replaceAll("[ .'’_]", "").replace(',', '.')))
                : Optional.empty();
    }

    private static Optional<BigDecimal> bounded(BigDecimal number) {
        var digitsBefore = (long) number.precision() - number.scale();
        return digitsBefore <= MOST_DIGITS && number.scale() <= MOST_DECIMALS
                ? Optional.of(number)
                : Optional.empty();
    }
}
