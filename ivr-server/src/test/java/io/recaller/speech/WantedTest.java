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
                "<script>"
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
                    2026-02-30T10:00:00             | nothing
                    2026-11-21T25:00:00Z            | nothing
                    11/21/2026 23:05                | nothing
                    tomorrow                        | nothing
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
