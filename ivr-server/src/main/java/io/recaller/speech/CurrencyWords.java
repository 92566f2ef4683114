package io.recaller.speech;

import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people write for a currency that is no sign: its ISO code, and their own abbreviations. Some
 * mean other things too (pounds, ft, ден), but none makes the sum another: no word for thousands,
 * millions or lakhs, none for hundredths, such as the Latin p of 50p.
 */
final class CurrencyWords {
    /** Without dots and apostrophes. */
    private static final String OWN =
            """
            руб рубль рубля рублей р тг тңг тенге теңге tenge грн гривен гривень гривня гривна гривны
            гривні сум сўм сом som сомони манат маната manat лари lari ლარი դր դրամ драм dram лв лева leva
            ден дин динара din dinara lei leu lek lekë kr kronor kroner zł zl złotych kč kc korun ft forint
            tl lira rs rp rm fr euro euros евро dollar dollars доллар доллара долларов долл долар доларів
            da dt fc fg fbu fdj fcfp afl naf nfk gs zig ман
            reais real peso pesos pound pounds s/ b/ bs ksh tsh ush fcfa cfa rmb
            đ 円 元 圆 圓 원 रु रुपये रुपए রু টাকা රු
            رس دإ دك جم لل دج دم دع رق رع دب دت دأ درهم دينار ريال ریال تومان جنيه ليرة روپے روپیہ
            שח שקל שקלים דולר
            """;

    /** As CLDR has them, in its own case; behind a number they are other words. */
    private static final Set<String> FIRST =
            Set.of(
                    "R", "Q", "P", "Ar", "Br", "CF", "CG", "Db", "Kz", "Le", "NU", "Nu", "RF", "Sr",
                    "UM", "VT");

    /** Of Laos, and in India a hundred thousand, so only in capitals. */
    private static final String KIP = "LAK";

    private static final Set<String> KNOWN =
            Stream.concat(
                            Stream.of(OWN.strip().split("\\s+")),
                            Currency.getAvailableCurrencies().stream()
                                    .map(Currency::getCurrencyCode)
                                    .filter(code -> !code.equals(KIP))
                                    .map(code -> code.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.toUnmodifiableSet());

    private CurrencyWords() {}

    /**
     * As {@link #has}, of what stands before a sum.
     *
     * @param isSum whether it is written as sums are, with groups or hundredths: Q3 is a quarter
     */
    static boolean begins(String bare, boolean isSum) {
        return has(bare) || (isSum && FIRST.contains(bare));
    }

    /** Whether it is one, in capitals or not, without dots and apostrophes. */
    static boolean has(String bare) {
        return bare.equals(KIP) || KNOWN.contains(bare.toLowerCase(Locale.ROOT));
    }
}
