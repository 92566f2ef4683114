package io.recaller.speech;

import com.ibm.icu.text.DecimalFormatSymbols;
import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * How a synthesiser wants numbers of one language: ASCII digits, no groups, a decimal sign it
 * reads, and words where it passes over a sign. Checked against espeak-ng in every language that
 * ICU knows too (VoiceIT).
 */
final class VoiceLocale {
    /** Where ICU has no rules to spell numbers, so that its "minus" would be an English one. */
    private static final Map<String, String> MINUS =
            Map.ofEntries(
                    Map.entry("as", "ঋণ"),
                    Map.entry("ba", "минус"),
                    Map.entry("bn", "বিয়োগ"),
                    Map.entry("cv", "минус"),
                    Map.entry("kn", "ಮೈನಸ್"),
                    Map.entry("kok", "उणें"),
                    Map.entry("mi", "tango"),
                    Map.entry("ml", "മൈനസ്"),
                    Map.entry("mr", "उणे"),
                    Map.entry("or", "ଋଣ"),
                    Map.entry("pa", "ਮਾਈਨਸ"),
                    Map.entry("sd", "منفي"),
                    Map.entry("si", "ඍණ"),
                    Map.entry("te", "మైనస్"),
                    Map.entry("ti", "ኣሉታ"),
                    Map.entry("tt", "минус"),
                    Map.entry("ur", "منفی"));

    /** Where espeak-ng reads the point as the decimal sign, and not the comma that people write. */
    private static final Set<String> POINT = Set.of("af", "ka", "kk", "ku", "ky", "lb", "tk");

    /** Where it reads neither, and the sign has to be a word. */
    private static final Map<String, String> WORD =
            Map.ofEntries(
                    Map.entry("be", "коска"),
                    Map.entry("ba", "бөтөн"),
                    Map.entry("cv", "пӗтӗм"),
                    Map.entry("haw", "kiko"),
                    Map.entry("ia", "comma"),
                    Map.entry("ja", "てん"),
                    Map.entry("ko", "점"),
                    Map.entry("mi", "ira"),
                    Map.entry("my", "ဒသမ"),
                    Map.entry("qu", "comma"),
                    Map.entry("shn", "ၸုတ်ႇ"),
                    Map.entry("uk", "кома"),
                    Map.entry("uz", "butun"),
                    Map.entry("yue", "點"));

    private final ULocale locale;

    VoiceLocale(Language language) {
        this.locale =
                new ULocale.Builder()
                        .setLanguage(language.code())
                        .setUnicodeLocaleKeyword("nu", "latn")
                        .build();
    }

    ULocale icu() {
        return locale;
    }

    DecimalFormatSymbols symbols() {
        var symbols = DecimalFormatSymbols.getInstance(locale);
        var language = locale.getLanguage();
        var word = WORD.get(language);
        var sign =
                word != null
                        ? " " + word + " "
                        : POINT.contains(language) ? "." : symbols.getDecimalSeparatorString();
        symbols.setDecimalSeparatorString(sign);
        symbols.setMonetaryDecimalSeparatorString(sign);
        return symbols;
    }

    /** The word said before a number below zero: what spelling −1 has more than spelling 1. */
    String minus() {
        var known = MINUS.get(locale.getLanguage());
        if (known != null) {
            return known;
        }
        var spelling = new RuleBasedNumberFormat(locale, RuleBasedNumberFormat.SPELLOUT);
        var below = Written.plain(spelling.format(BigDecimal.ONE.negate()));
        var one = Written.plain(spelling.format(BigDecimal.ONE));
        return below.endsWith(one) && below.length() > one.length()
                ? below.substring(0, below.length() - one.length()).strip()
                : "minus";
    }
}
