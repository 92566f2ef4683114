package io.recaller.speech;

import com.ibm.icu.number.LocalizedNumberFormatter;
import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.NumberFormatter.GroupingStrategy;
import com.ibm.icu.number.NumberFormatter.TrailingZeroDisplay;
import com.ibm.icu.number.NumberFormatter.UnitWidth;
import com.ibm.icu.number.Precision;
import com.ibm.icu.number.UnlocalizedNumberFormatter;
import com.ibm.icu.text.DecimalFormat;
import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.Currency.CurrencyUsage;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as a voice reads them: "minus 1500 tenge", not "−1 500,00 ₸". Immutable. */
final class VoiceNumber {
    private static final Pattern ROUNDED =
            Pattern.compile("(^|\\s)(\\.|@|precision-|scientific|E)");

    private final VoiceLocale locale;

    VoiceNumber(Language language) {
        this.locale = new VoiceLocale(language);
    }

    /** Without a style: as {@code #} in a plural. */
    String words(BigDecimal number) {
        return words(number, localized(NumberFormatter.with().precision(Precision.maxFraction(3))));
    }

    /**
     * As an argument of a message pattern.
     *
     * @param type {@code number}, {@code spellout}, {@code ordinal} or {@code duration}
     * @param style what follows the type, stripped; may be empty
     * @throws IllegalArgumentException when there is no such type or style
     */
    @SuppressWarnings("deprecation") // Patterns name rules of ICU's, which only English has.
    String words(BigDecimal number, String type, String style) {
        return switch (type) {
            case "number" -> styled(number, style);
            case "spellout" -> spelled(number, RuleBasedNumberFormat.SPELLOUT, style);
            case "ordinal" -> spelled(number, RuleBasedNumberFormat.ORDINAL, style);
            case "duration" ->
                    style.isEmpty()
                            ? signed(number, TimeSpan.of(number, locale.icu(), false))
                            : spelled(number, RuleBasedNumberFormat.DURATION, style);
            default -> throw new IllegalArgumentException("no such format: " + type);
        };
    }

    private String styled(BigDecimal number, String style) {
        if (style.startsWith("::")) {
            return words(number, skeleton(style.substring(2).strip()));
        }
        return switch (style) {
            // "currency" alone is the currency of a country, and a language is none.
            case "", "currency" -> words(number);
            case "integer" -> words(number, localized(with("precision-integer")));
            case "percent" -> words(number, localized(with("percent scale/100 precision-integer")));
            default -> pattern(number, style);
        };
    }

    private LocalizedNumberFormatter skeleton(String skeleton) {
        var voiced =
                skeleton.replace("compact-short", "compact-long")
                        .replaceAll("(^|\\s)K(?=\\s|$)", "$1compact-long")
                        .replaceAll("(^|\\s)KK(?=\\s|$)", "$1compact-long");
        var formatter = with(voiced);
        return localized(
                voiced.contains("currency/") && !ROUNDED.matcher(voiced).find()
                        ? formatter.precision(
                                Precision.currency(CurrencyUsage.STANDARD)
                                        .trailingZeroDisplay(TrailingZeroDisplay.HIDE_IF_WHOLE))
                        : formatter);
    }

    private static UnlocalizedNumberFormatter with(String skeleton) {
        return NumberFormatter.forSkeleton(skeleton);
    }

    private LocalizedNumberFormatter localized(UnlocalizedNumberFormatter formatter) {
        return formatter
                .grouping(GroupingStrategy.OFF)
                .unitWidth(UnitWidth.FULL_NAME)
                .symbols(locale.symbols())
                .locale(locale.icu());
    }

    private String words(BigDecimal number, LocalizedNumberFormatter formatter) {
        return signed(number, formatter.format(number.abs()).toString());
    }

    private String pattern(BigDecimal number, String pattern) {
        var format = new DecimalFormat(pattern, locale.symbols());
        format.setGroupingUsed(false);
        return signed(number, format.format(number.abs()));
    }

    private String spelled(BigDecimal number, int rules, String ruleSet) {
        var format = new RuleBasedNumberFormat(locale.icu(), rules);
        var words =
                ruleSet.isEmpty()
                        ? format.format(number)
                        : format.format(number.doubleValue(), ruleSet);
        return Written.plain(words).replaceAll("(?<=\\d)[,.\\u2019](?=\\d{3})", "");
    }

    /** Words of a sum that is below zero, with that said. */
    String below(String words) {
        return locale.minus() + " " + words.strip();
    }

    /** A voice passes over the sign in most languages, and over a minus sign of its own in all. */
    private String signed(BigDecimal number, String words) {
        var plain = Written.plain(words).strip();
        var below = number.signum() < 0 && plain.chars().anyMatch(c -> c >= '1' && c <= '9');
        return below ? below(plain) : plain;
    }
}
