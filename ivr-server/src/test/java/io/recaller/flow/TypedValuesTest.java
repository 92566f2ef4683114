package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TypedValuesTest {
    @ParameterizedTest
    @CsvSource({
        "21112026, 2026-11-21",
        "21.11.2026, 2026-11-21",
        "1.2.1990, 1990-02-01",
        "21/11/2026, 2026-11-21",
        "21-11-2026, 2026-11-21",
        "21 11 2026, 2026-11-21",
        "2026-11-21, 2026-11-21",
        "2026/11/21, 2026-11-21",
        "'\u00A021.11.2026\u200B', 2026-11-21",
        "\u0662\u0661.\u0661\u0661.\u0662\u0660\u0662\u0666, 2026-11-21",
        "29022028, 2028-02-29",
    })
    void aDayIsKeptAsIsoHasIt(String typed, String kept) {
        assertThat(TypedValues.date(typed)).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "29022026",
                "31.04.2026",
                "11/21/2026",
                "21.11.26",
                "21.11/2026",
                "01011066",
                "99999999",
                "20261121",
                "-21112026",
                "tomorrow",
                "21.11.2026 or so",
                "21\u000011.2026"
            })
    void whatIsNoDayIsNone(String typed) {
        assertThat(TypedValues.date(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "anna@example.kz, anna@example.kz",
        "' Anna.O''Neil+bill@Example.KZ ', Anna.O'Neil+bill@example.kz",
        "иван@почта.рф, иван@почта.рф",
        "a@xn--80a1acny.xn--p1ai, a@почта.рф",
        "jörg@Bücher.example, jörg@bücher.example",
        "'\uFEFFa@b.example\u00A0', a@b.example",
    })
    void anAddressIsKeptWithItsHostInItsOwnLetters(String typed, String kept) {
        assertThat(TypedValues.email(typed)).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "anna",
                "anna@",
                "@example.kz",
                "anna@example",
                "anna@@example.kz",
                "an na@example.kz",
                "anna@exam ple.kz",
                ".anna@example.kz",
                "anna..b@example.kz",
                "anna@example..kz",
                "anna@example.kz.",
                "anna@-example.kz",
                "anna@127.0.0.1",
                "anna@example.kz, b@example.kz",
                "<anna@example.kz>",
                "a@b.kz\u0000",
                "a\u0007@b.kz"
            })
    void whatIsNoAddressIsNone(String typed) {
        assertThat(TypedValues.email(typed)).isEmpty();
    }

    @Test
    void anAddressIsAsLongAsTheProtocolAllows() {
        var host = "@" + "b".repeat(60) + "." + "c".repeat(60) + ".example";

        assertThat(TypedValues.email("a".repeat(64) + host)).isPresent();
        assertThat(TypedValues.email("a".repeat(65) + host)).isEmpty();
        assertThat(TypedValues.email("a@" + "b.".repeat(200) + "example")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'  Абая 10,\u00A0кв.\u20095  ', 'Абая 10, кв. 5'",
        "'Abay st. 10\r\nAlmaty', Abay st. 10 Almaty",
        "'e\u0301', \u00E9",
        "'\u202Eabc\u202C', abc",
        "'\uD83D\uDE00', \uD83D\uDE00",
    })
    void wordsAreKeptOnOneLine(String typed, String kept) {
        assertThat(TypedValues.words(typed, 40)).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \u00A0\u200B", "a\u0000b", "a\u001Bb", "\uFFFD", "\uD83D"})
    void whatCannotBeReadIsNone(String typed) {
        assertThat(TypedValues.words(typed, 40)).isEmpty();
    }

    @Test
    void wordsAreBounded() {
        assertThat(TypedValues.words("a".repeat(40), 40)).isPresent();
        assertThat(TypedValues.words("a".repeat(41), 40)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "real, 1234, 1234",
        "real, 1 234, 1234",
        "real, 'R$ 1.234,00', 1234",
        "BRL, R$ 1234, 1234",
        "BRL, 1234 reais, 1234",
        "KZT, 5000 тенге, 5000",
        "tenge, 5\u00A0000 ₸, 5000",
        "points, 012, 12",
        "KZT, \u0661\u0662, 12",
    })
    void aSumIsReadAsPeopleWriteMoney(String unit, String typed, String kept) {
        assertThat(new Entry.Amount(unit).written(typed, "")).contains(kept);
    }

    @ParameterizedTest
    @CsvSource({"KZT, 40 USD", "KZT, $40", "real, 5000 тенге", "USD, 12 ₽", "points, 12 ₽"})
    void aSumOfOtherMoneyIsNone(String unit, String typed) {
        assertThat(new Entry.Amount(unit).written(typed, "40")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5",
                "\u22125",
                "- 5",
                "R$ -5",
                "0",
                "1,234",
                "1234.56",
                "99999999",
                "five",
                ""
            })
    void aSumBelowZeroOrInPartsIsNone(String typed) {
        assertThat(new Entry.Amount("real").written(typed, "5")).isEmpty();
    }
}
