package io.recaller.speech;

import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people write for a currency that is no sign: its ISO code, and their own abbreviations. Some
 * mean other things too (pounds, ft, ден), but none makes the sum another: no word for thousands,
 * millions or lakhs, none for hundredths, such as the Latin p of 50p.
 */
final class CurrencyWords {
    private static final String DOLLARS = CurrencySigns.DOLLARS;

    /**
     * Whose money may be meant, and the words for it, without dots and apostrophes. Ten rials have
     * no code.
     */
    private static final Map<String, Set<String>> OWN =
            table(
                    """
                    RUB BYN: руб рубль рубля рублей р
                    KZT: тг тңг тнг тенге теңге tenge tg tng
                    UAH: грн гривен гривень гривня гривна гривны гривні
                    UZS: сум сўм
                    UZS KGS: som
                    KGS: сом
                    TJS: сомони
                    AZN TMT: манат маната manat ман
                    GEL: лари lari ლარი
                    AMD: դր դրամ драм dram
                    BGN: лв лева leva
                    MKD: ден
                    RSD MKD DZD KWD BHD IQD JOD LYD TND: дин динара din dinara
                    RON MDL: lei leu
                    ALL: lek lekë
                    SEK NOK DKK ISK: kr
                    SEK: kronor
                    NOK DKK: kroner
                    PLN: zł zl złotych
                    CZK: kč kc korun
                    HUF: ft forint
                    TRY: tl
                    TRY SYP LBP: lira ليرة
                    INR PKR LKR NPR MUR SCR: rs
                    IDR: rp
                    MYR: rm
                    CHF XAF XOF XPF KMF DJF GNF RWF BIF CDF: fr
                    EUR: euro euros евро
                    BRL: reais real
                    MXN ARS CLP COP PHP UYU DOP CUP: peso pesos
                    GBP EGP SSP SDG SYP LBP FKP GIP SHP: pound pounds
                    PEN: s/
                    PAB: b/
                    BOB VES VED: bs
                    KES: ksh
                    TZS: tsh
                    UGX: ush
                    XOF XAF: fcfa cfa
                    CNY: rmb
                    DZD: da دج
                    TND: dt دت
                    CDF KMF: fc
                    GNF: fg
                    BIF: fbu
                    DJF: fdj
                    XPF: fcfp
                    AWG: afl
                    ANG XCG: naf
                    ERN: nfk
                    PYG: gs
                    ZWG: zig
                    VND: đ
                    JPY: 円
                    CNY TWD HKD MOP: 元 圆
                    CNY TWD HKD MOP JPY: 圓
                    KRW KPW: 원
                    INR NPR: रु रुपये रुपए
                    BDT INR: রু টাকা
                    LKR: රු
                    SAR: رس
                    AED: دإ
                    KWD: دك
                    EGP: جم
                    LBP: لل
                    MAD: دم
                    IQD: دع
                    QAR: رق
                    OMR: رع
                    BHD: دب
                    JOD: دأ
                    AED MAD: درهم
                    RSD MKD DZD KWD BHD IQD JOD LYD TND: دينار
                    IRR SAR QAR OMR YER: ريال ریال
                    TEN-RIALS: تومان
                    EGP SDG: جنيه
                    PKR INR: روپے روپیہ
                    ILS: שח שקל שקלים
                    """
                            + DOLLARS
                            + ": dollar dollars доллар доллара долларов долл долар доларів דולר\n");

    /** As CLDR has them, in its own case; behind a number they are other words. */
    private static final Map<String, Set<String>> FIRST =
            table(
                    """
                    ZAR: R
                    GTQ: Q
                    BWP PHP: P
                    MGA: Ar
                    ETB BYN: Br
                    KMF: CF
                    XCG ANG: CG
                    STN: Db
                    AOA: Kz
                    SLE SLL: Le
                    BTN: NU Nu
                    RWF: RF
                    SCR SAR: Sr
                    MRU: UM
                    VUV: VT
                    """);

    /** Of Laos, and in India a hundred thousand, so only in capitals. */
    private static final String KIP = "LAK";

    private static final Set<String> CODES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());

    private CurrencyWords() {}

    /**
     * As {@link #has}, of what stands before a sum.
     *
     * @param isSum whether it is written as sums are, with groups or hundredths: Q3 is a quarter
     */
    static boolean begins(String bare, boolean isSum) {
        return has(bare) || (isSum && FIRST.containsKey(bare));
    }

    /** Whether it is one, in capitals or not, without dots and apostrophes. */
    static boolean has(String bare) {
        return bare.equals(KIP)
                || OWN.containsKey(bare.toLowerCase(Locale.ROOT))
                || (isCode(bare) && !bare.equalsIgnoreCase(KIP));
    }

    /** The codes of all whose money it may be; none for what is no such word. */
    static Set<String> codes(String bare) {
        var codes = new HashSet<>(OWN.getOrDefault(bare.toLowerCase(Locale.ROOT), Set.of()));
        codes.addAll(FIRST.getOrDefault(bare, Set.of()));
        if (isCode(bare)) {
            codes.add(bare.toUpperCase(Locale.ROOT));
        }
        return codes;
    }

    private static boolean isCode(String bare) {
        return CODES.contains(bare.toUpperCase(Locale.ROOT));
    }

    /** By word, of lines with codes, a colon and words. */
    static Map<String, Set<String>> table(String lines) {
        var table = new HashMap<String, Set<String>>();
        lines.lines()
                .map(line -> line.split(": "))
                .forEach(line ->
                        Stream.of(line[1].split(" "))
                                .forEach(word -> table.put(word, Set.of(line[0].split(" ")))));
        return Map.copyOf(table);
    }
}
