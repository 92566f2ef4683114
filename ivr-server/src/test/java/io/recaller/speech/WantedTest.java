package io.recaller.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other systems send, and what may not be guessed. */
final class WantedTest {
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    5000            | 5000
                    5 000           | 5000
                    5\u00A0000      | 5000
                    5\u202F000      | 5000
                    5\u2009000,50   | 5000.50
                    5'000.50        | 5000.50
                    5’000           | 5000
                    1,234,567       | 1234567
                    1.234.567,89    | 1234567.89
                    1,234.56        | 1234.56
                    1.234,56        | 1234.56
                    12,34,567.50    | 1234567.50
                    12,5            | 12.5
                    0,125           | 0.125
                    1500,125        | 1500.125
                    -5 000          | -5000
                    1500.00-        | -1500.00
                    1.500,50-       | -1500.50
                    1 500,00- KZT   | -1500.00
                    (1,500.00)      | -1500.00
                    (500)           | -500
                    (₸ 1 500)       | -1500
                    \u22125         | -5
                    +7              | 7
                    $5,000.00       | 5000.00
                    -$5             | -5
                    ₸ 5 000         | 5000
                    5 000 ₸         | 5000
                    5000 KZT        | 5000
                    EUR 12,50       | 12.50
                    1 500 руб.      | 1500
                    1500 тг         | 1500
                    ١٥٠٠            | 1500
                    ۱٬۵۰۰٫۵         | 1500.5
                    1.5E3           | 1.5E+3
                    007             | 7
                    .5              | 0.5
                    1.234,50        | 1234.50
                    −5 000          | -5000
                    − 5 000         | -5000
                    －５，０００．５０ | -5000.50
                    5,000.00 USD    | 5000.00
                    US$ 1,234.50    | 1234.50
                    R$ 1.234,50     | 1234.50
                    R$-1.234,50     | -1234.50
                    kr 500          | 500
                    1 500,50 kr     | 1500.50
                    499 Kč          | 499
                    1 500 zł        | 1500
                    250 грн         | 250
                    250 грн.        | 250
                    50 000 сум      | 50000
                    700 сом         | 700
                    12 лв.          | 12
                    45 lei          | 45
                    19 990 Ft       | 19990
                    Rs. 1,50,000.50 | 150000.50
                    CHF 1‘234.50    | 1234.50
                    5000 kzt        | 5000
                    ‏٥٬٠٠٠           | 5000
                    -٥٠٠٠٫٢٥        | -5000.25
                    ५०००            | 5000
                    ๕๐๐             | 500
                    1_000_000       | 1000000
                    5 000 FCFA      | 5000
                    50 000 so'm     | 50000
                    50 000 soʻm     | 50000
                    1500円          | 1500
                    S/ 150.00       | 150.00
                    S/.150.00       | 150.00
                    ر.س ٥٠٠         | 500
                    ٥٠٠ د.إ.\u200f  | 500
                    ۱٬۵۰۰ تومان     | 1500
                    Rs. 1,50,000/-  | 150000
                    CHF 5'000.–     | 5000
                    1.500,-         | 1500
                    1.500,- kr      | 1500
                    5000 евро       | 5000
                    100 долларов    | 100
                    1 500 гривень   | 1500
                    500 манат       | 500
                    500 ש"ח         | 500
                    500 đ           | 500
                    ५०० रु.         | 500
                    $US 500         | 500
                    GH₵ 500.50      | 500.50
                    GH¢ 500.50      | 500.50
                    1500р           | 1500
                    1500 р.         | 1500
                    HK$500          | 500
                    500 NT$         | 500
                    C$ 500          | 500
                    500 $CA         | 500
                    us$500          | 500
                    MX$ 1,234.50    | 1234.50
                    USD$ 500        | 500
                    E£ 500          | 500
                    CN¥ 500         | 500
                    ￥500           | 500
                    ฿500            | 500
                    500 LAK         | 500
                    BS$ 1,500.50    | 1500.50
                    TT$1500         | 1500
                    GY$ 1 500       | 1500
                    LR$ 1500        | 1500
                    lr$ -1500       | -1500
                    T$ 1500.50      | 1500.50
                    AG$ 20          | 20
                    R 1 500,50      | 1500.50
                    Q1,500.50       | 1500.50
                    Ar 5 000        | 5000
                    5 000 FC        | 5000
                    1 500 DA        | 1500
                    """)
    void numbersAreTakenAsPeopleWriteThem(String written, java.math.BigDecimal number) {
        assertThat(Numerals.parse(written))
                .hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "many",
                "1,234",
                "€ 1.234",
                "5 00",
                "50 00 0",
                "1.2.3",
                "5 days",
                "--5",
                "5-",
                "1e999999999",
                "12345678901234567890",
                "NaN",
                "0x10",
                "true",
                "5 000 5",
                "$",
                "5 XYZ",
                "<script>",
                "5 0000",
                "١،٥",
                "1,23,4",
                "5 руб 50 коп",
                "kr",
                "5 $ 5",
                "1_0",
                "Infinity",
                "½",
                "5 km",
                "5 дней",
                "5/-1",
                "5 s",
                "1.234.-5",
                "50к₽",
                "50 К₽",
                "5 тыс₽",
                "2 млн₽",
                "5k€",
                "5M€",
                "5k$",
                "5$k",
                "5 $M",
                "5 K$",
                "5bn$",
                "5B$",
                "5 $T",
                "5 мың₸",
                "5万¥",
                "5萬NT$",
                "₹5L",
                "5L₹",
                "5Cr₹",
                "5 lak",
                "$5k",
                "5万円",
                "5 т.р.",
                "50p",
                "50 p.",
                "50c",
                "50¢",
                "￠50",
                "50 коп",
                "50 коп.",
                "50 тиын",
                "50 cents",
                "5 T$",
                "5 ar",
                "5 Q",
                "B$ 5",
                "G$ 5",
                "L$ 5",
                "K 5",
                "MM$ 5",
                "BN$ 5",
                "K$ 5",
                "M$ 5",
                "$T 5",
                "XX$ 5",
                "LR¢ 5",
                "LR$$ 5",
                "5 LR$ 5",
                "TH$ 5",
                "ML$ 5",
                "Q3",
                "P1",
                "R2",
                "r 1 500,50",
                "um 15",
                "le 21,50",
                "p. 5"
            })
    void whatIsNoNumberOrTwoIsNotGuessed(String written) {
        assertThat(Numerals.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-11-21T23:05:00+05:00       | 2026-11-21T23:05
                    2026-11-21T23:05:00+0500        | 2026-11-21T23:05
                    2026-11-21T23:05:00+05          | 2026-11-21T23:05
                    2026-11-21T18:05:00Z            | 2026-11-21T23:05
                    2026-11-21t18:05:00z            | 2026-11-21T23:05
                    2026-11-21 18:05:00 UTC         | 2026-11-21T23:05
                    2026-11-21 23:05:00             | 2026-11-21T23:05
                    2026-11-21T23:05                | 2026-11-21T23:05
                    2026-11-21T23:05:00.123456      | 2026-11-21T23:05
                    2026-11-21T23:05:00,123+05:00   | 2026-11-21T23:05
                    20261121T180500Z                | 2026-11-21T23:05
                    20261121230500                  | nothing
                    2026/11/21 23:05                | 2026-11-21T23:05
                    21.11.2026 23:05                | 2026-11-21T23:05
                    21.11.2026, 23:05               | 2026-11-21T23:05
                    2026-11-21T20:05:00+02:00[Europe/Kyiv] | 2026-11-21T23:05
                    2026-11-21T20:05:00 Europe/Kyiv | 2026-11-21T23:05
                    1795284300                      | 2026-11-21T23:05
                    1795284300000                   | 2026-11-21T23:05
                    Sat, 21 Nov 2026 18:05:00 GMT   | 2026-11-21T23:05
                    2026-11-20T24:00:00             | 2026-11-21T00:00
                    2026-11-21T23:05:00 +05         | 2026-11-21T23:05
                    2026-11-21T23:05:00−05          | 2026-11-22T09:05
                    2026-11-21T23:35:00+05:30       | 2026-11-21T23:05
                    2026-11-21 23:05 GMT+5          | 2026-11-21T23:05
                    2026-11-21 23:35 UTC+05:30      | 2026-11-21T23:05
                    2026-11-21T23:05:00+5:00        | 2026-11-21T23:05
                    2026-11-21 23:05:00.5 +0500     | 2026-11-21T23:05
                    2026-11-21T18:05:00Z[UTC]       | 2026-11-21T23:05
                    2026-11-21T18:05Z[Etc/UTC]      | 2026-11-21T23:05
                    2026-11-21T23:05+05:00[Etc/GMT-5] | 2026-11-21T23:05
                    2026-11-21T23:05:00[Etc/GMT-5]  | 2026-11-21T23:05
                    2026-11-21T13:05:00[EST5EDT]    | 2026-11-21T23:05
                    2026-11-21T15:05:00 America/Argentina/Buenos_Aires | 2026-11-21T23:05
                    2026-11-21 11:05 PM             | 2026-11-21T23:05
                    2026-11-21 11:05:00 p.m.        | 2026-11-21T23:05
                    2026-11-21 12:05 AM             | 2026-11-21T00:05
                    2026-11-21 12:05 pm             | 2026-11-21T12:05
                    2026-11-21 13:05 PM             | nothing
                    2026-11-21 00:05 AM             | nothing
                    2026.11.21 23:05                | 2026-11-21T23:05
                    1795284300.5                    | 2026-11-21T23:05
                    Sat, 21 Nov 2026 23:05:00 +0500 | 2026-11-21T23:05
                    ٢٠٢٦-١١-٢١T٢٣:٠٥                | 2026-11-21T23:05
                    2026‑11‑21 23:05                | 2026-11-21T23:05
                    2026-11-21T23:05:00+19:00       | nothing
                    2026-11-21T23:05:00[Mars/Base]  | nothing
                    2026-11-21T23:05:00 PST         | nothing
                    2026-02-30T10:00:00             | nothing
                    2026-11-21T25:00:00Z            | nothing
                    11/21/2026 23:05                | nothing
                    tomorrow                        | nothing
                    21 Nov 2026 23:05               | 2026-11-21T23:05
                    21 November 2026, 11:05 PM      | 2026-11-21T23:05
                    November 21, 2026 at 11:05\u202FPM | 2026-11-21T23:05
                    Nov 21, 2026 23:05:00           | 2026-11-21T23:05
                    Saturday, November 21st, 2026 23:05 | 2026-11-21T23:05
                    21-NOV-2026 23:05               | 2026-11-21T23:05
                    21NOV2026 23:05                 | 2026-11-21T23:05
                    21 ноября 2026 г. 23:05         | 2026-11-21T23:05
                    2026 жылғы 21 қараша 23:05      | 2026-11-21T23:05
                    21. November 2026 23:05         | 2026-11-21T23:05
                    21 de noviembre de 2026 23:05   | 2026-11-21T23:05
                    21 kasım 2026 23:05             | 2026-11-21T23:05
                    sam. 21 nov. 2026 23:05         | 2026-11-21T23:05
                    21 Nov 2026 18:05:00 +0000      | 2026-11-21T23:05
                    Sat Nov 21 18:05:00 UTC 2026    | 2026-11-21T23:05
                    Sat Nov 21 23:05:00 2026        | 2026-11-21T23:05
                    Sat Nov 21 23:05:00 GMT+05:00 2026 | 2026-11-21T23:05
                    2026-W47-6T23:05                | 2026-11-21T23:05
                    2026W476T230500                 | 2026-11-21T23:05
                    2026-325T23:05:00+05:00         | 2026-11-21T23:05
                    2026-11-21T23:59:60             | 2026-11-21T23:59
                    2026-11-21T23:59:60Z            | 2026-11-22T04:59
                    2026-11-22T04:59:60+05:00       | 2026-11-22T04:59
                    20261121T235960Z                | 2026-11-22T04:59
                    2026-11-21T23:05:60Z            | nothing
                    2026-11-21T23:59:61Z            | nothing
                    Fri, 21 Nov 2026 23:05:00 +0500 | nothing
                    until 21 Nov 2026 23:05         | nothing
                    21 listopad 2026 23:05          | nothing
                    21 Smarch 2026 23:05            | nothing
                    31 Nov 2026 23:05               | nothing
                    21-Nov-26 23:05                 | nothing
                    21 آذر 1405 23:05               | nothing
                    2026-W47 23:05                  | nothing
                    2026-W54-1 23:05                | nothing
                    2026-366T23:05                  | nothing
                    Sat Nov 21 23:05:00 ALMT 2026   | nothing
                    21/11/2026 23:05                | nothing
                    9999-12-31T23:59:59Z            | nothing
                    0001-01-01T00:00:00             | nothing
                    1448-06-11T23:05:00             | nothing
                    1405-08-30 23:05                | nothing
                    2569-11-21 23:05                | nothing
                    """)
    void timesAreTakenAsOtherSystemsSendThem(String written, String local) {
        var read = WrittenTime.parse(written, ALMATY).filter(Wanted.INSTANT::isEnough);

        if (local.equals("nothing")) {
            assertThat(read).isEmpty();
        } else {
            assertThat(read)
                    .hasValueSatisfying(time ->
                            assertThat(time.at().toLocalDateTime().withSecond(0).withNano(0))
                                    .isEqualTo(LocalDateTime.parse(local)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, 2026-11-21, true",
        "DATE, 20261121, true",
        "DATE, 21.11.2026, true",
        "DATE, 20261125, true",
        "DATE, 2026-11-25Z, true",
        "DATE, 2026-11-25+05:00, true",
        "DATE, 2026-11-25-03, true",
        "DATE, 20261325, false",
        "DATE, 9999-12-31, false",
        "DATE, 28 Nov 2026, true",
        "DATE, 'November 28, 2026', true",
        "DATE, 28 қараша 2026, true",
        "DATE, 2026-Nov-28, true",
        "DATE, 2026-W48-6, true",
        "DATE, 2026-W48, false",
        "DATE, 2025W531, false",
        "DATE, 2025-W53-1, false",
        "DATE, 2026-332, true",
        "DATE, 28 mar, false",
        "DATE, 28 Nov, false",
        "TIME, 23:59:60, true",
        "TIME, 23:58:60, false",
        "DATE, 1898-05-01, true",
        "TIME, 23:05:00.000, true",
        "TIME, 11:05 PM, true",
        "TIME, 9:05am, true",
        "TIME, 24:00, true",
        "TIME, 24:01, false",
        "TIME, 23:05:00+05:00, true",
        "TIME, T23:05, true",
        "TIME, 20261125, false",
        "DATE, 23:05, false",
        "TIME, 23:05, true",
        "TIME, 2026-11-21, false",
        "INSTANT, 2026-11-21, false",
        "INSTANT, 23:05, false",
        "NUMBER, 5 000, true",
        "WORDS, anything, true"
    })
    void aDayIsNotAnHour(Wanted wanted, String value, boolean fits) {
        assertThat(wanted.fits(value, ALMATY)).isEqualTo(fits);
    }
}
