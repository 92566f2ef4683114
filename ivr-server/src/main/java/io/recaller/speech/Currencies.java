package io.recaller.speech;

import com.ibm.icu.util.Currency;
import com.ibm.icu.util.ULocale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Money by the codes of ISO 4217, which are the same to readers of every language. Pure. */
public final class Currencies {
    /** Codes that begin with X are of no country's money: gold, drawing rights, none at all. */
    private static final Set<String> SHARED = Set.of("XAF", "XCD", "XCG", "XOF", "XPF");

    private static final Set<String> CODES =
            java.util.Currency.getAvailableCurrencies().stream()
                    .map(java.util.Currency::getCurrencyCode)
                    .filter(code -> !code.startsWith("X") || SHARED.contains(code))
                    .collect(Collectors.toUnmodifiableSet());

    private static final Pattern IN_A_NAME = Pattern.compile("[.'’ʻʼ\"״]");

    private Currencies() {}

    /** Whether it is a code, in capitals as they are written. */
    public static boolean isCode(String word) {
        return CODES.contains(word);
    }

    /** Whether people mean money by it, if by a name or a sign: {@code dollars}, {@code ₸}. */
    public static boolean isMoney(String word) {
        var bare = bare(word);
        return !bare.isEmpty()
                && (isCode(bare) || CurrencySigns.has(bare) || CurrencyWords.has(bare));
    }

    /**
     * The codes of all whose money people may mean by a name or a sign: of {@code $} many, of what
     * is no money none.
     */
    public static Set<String> meantBy(String word) {
        var bare = bare(word);
        return Stream.concat(CurrencySigns.codes(bare).stream(), CurrencyWords.codes(bare).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String bare(String word) {
        return IN_A_NAME.matcher(word.strip()).replaceAll("");
    }

    /** What a code's money is called in a language; empty for what is no code. */
    public static Optional<String> name(String code, Language language) {
        return isCode(code)
                ? Optional.of(
                        Currency.getInstance(code)
                                .getName(
                                        ULocale.forLocale(language.locale()),
                                        Currency.LONG_NAME,
                                        null))
                : Optional.empty();
    }
}
