package io.recaller.speech;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signs of money, alone or with the letters of whose it is: {@code US$}, {@code $AU}, {@code GH₵}.
 */
final class CurrencySigns {
    /** All that {@code $} stands for. */
    static final String DOLLARS =
            "USD CAD AUD NZD HKD SGD TWD BMD BSD BBD BZD BND KYD FJD GYD JMD LRD NAD SBD SRD TTD XCD"
                    + " ZWL ZWG MXN ARS CLP COP CUP DOP UYU BRL NIO TOP WST MOP CVE";

    private static final Map<String, Set<String>> OF_SIGN =
            CurrencyWords.table(
                    """
                    EUR: €
                    GBP EGP SSP SDG SYP LBP FKP GIP SHP: £ ₤
                    JPY CNY: ¥
                    RUB: ₽
                    KZT: ₸
                    UAH: ₴
                    GEL: ₾
                    AMD: ֏
                    AZN: ₼
                    KGS: ⃀
                    INR: ₹ ૱
                    INR LKR: ௹
                    INR PKR LKR NPR MUR SCR: ₨
                    BDT: ৳ ৲
                    KRW KPW: ₩
                    ILS: ₪
                    VND: ₫
                    PHP CUP: ₱
                    NGN: ₦
                    CRC SVC: ₡
                    CHF XAF XOF XPF KMF DJF GNF RWF BIF CDF: ₣
                    PYG: ₲
                    TRY: ₺
                    GHS: ₵ ¢
                    LAK: ₭
                    THB: ฿
                    KHR: ៛
                    MNT: ₮
                    AFN: ؋
                    IRR SAR QAR OMR YER: ﷼
                    """
                            + DOLLARS
                            + ": $\n");

    /** Letters beside a sign that its codes do not begin with. */
    private static final Map<String, Set<String>> OF_LETTERS =
            CurrencyWords.table(
                    """
                    XCD: AG DM E EC KN LC VC XC
                    BBD: BDS
                    CAD: CAN CDN
                    KYD: CI
                    MXN: MEX
                    TWD: NT
                    BRL: R
                    DOP: RD
                    SBD: SI
                    AUD: TV
                    GBP: UK
                    """);

    private static final Pattern SIGN = Pattern.compile("\\p{Sc}");

    /** Of a hundredth or a thousandth: 50¢ is not 50 of anything. */
    private static final Pattern SMALL = Pattern.compile("[¢￠₰₥৻]");

    /** In Ghana it is the whole. */
    private static final Set<String> WHOLE_CEDI = Set.of("GH¢", "GH￠");

    /** No letters that may multiply: k, M, B, T, G, L (lakh), BN, MN, CR (crore). */
    private static final Set<String> WHOSE =
            Set.of(
                    """
                    A AG AR AU BB BDS BM BR BS BZ C CA CAN CDN CI CL CN CO CY DM E EC EG FJ FK GB GD GH GI GY HK IE IT
                    J JA JM JP KN KR KY LB LC LR MEX MX N NA NT NZ R RD S SB SG SI SR SS SY TT TV TW U UK US UY VC WS XC Z ZW
                    """
                            .strip()
                            .split("\\s+"));

    /** Before a sum only, as CLDR has it of Tonga: behind one they are trillions. */
    private static final Set<String> FIRST = Set.of("T");

    private CurrencySigns() {}

    /** As {@link #has}, of what stands before a sum: letters before a sign say whose it is. */
    static boolean begins(String bare) {
        var letters = bare.substring(0, Math.max(0, bare.length() - 1)).toUpperCase(Locale.ROOT);
        var isWhose = FIRST.contains(letters);
        return has(bare)
                || (isWhose
                        && SIGN.matcher(bare).results().count() == 1
                        && SIGN.matcher(bare.substring(letters.length())).matches()
                        && !SMALL.matcher(bare).find());
    }

    /**
     * Whether it is a sign of a whole currency, with nothing beside it that makes the sum another.
     */
    static boolean has(String bare) {
        var letters = SIGN.matcher(bare).replaceFirst("").toUpperCase(Locale.ROOT);
        if (letters.length() == bare.length()) {
            return false;
        }
        return SMALL.matcher(bare).find()
                ? WHOLE_CEDI.contains(bare.toUpperCase(Locale.ROOT))
                : letters.isEmpty() || WHOSE.contains(letters) || CurrencyWords.has(letters);
    }

    /** The codes of all whose money it may be; none for what is no such sign. */
    static Set<String> codes(String bare) {
        var plain = Normalizer.normalize(bare, Normalizer.Form.NFKC);
        var sign = SIGN.matcher(plain);
        if (!sign.find()) {
            return Set.of();
        }
        var letters = sign.replaceFirst("").toUpperCase(Locale.ROOT);
        var all = OF_SIGN.getOrDefault(sign.group(), Set.of());
        return Stream.of(
                        all.stream().filter(code -> code.startsWith(letters)),
                        OF_LETTERS.getOrDefault(letters, Set.of()).stream(),
                        CurrencyWords.codes(letters).stream())
                .flatMap(codes -> codes)
                .collect(Collectors.toUnmodifiableSet());
    }
}
