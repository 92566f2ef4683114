package io.recaller.customer.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue.Kind;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a field's value must look like, and in which form it is kept. */
final class FieldFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
                    digits:8   | 12345678        | 12345678
                    digits:8   | 1234 5678       | 12345678
                    digits:8   | 1234\u00A05678  | 12345678
                    digits:8   | 12-34-56-78     | 12345678
                    digits:8   | ١٢٣٤٥٦٧٨        | 12345678
                    digits:8   | '\t12345678\n' | 12345678
                    digits:8   | \u200f۱۲۳۴\u2212۵۶۷۸ | 12345678
                    digits:8   | 1234567         | none
                    digits:8   | <script>        | none
                    digits:4-6 | 12345           | 12345
                    digits:4-6 | 123             | none
                    digits     | 1               | 1
                    digits     | ''              | none
                    digits     | 12a             | none
                    digits     | -               | none
                    amount     | 1 500,50        | 1500.50
                    amount     | -1500           | -1500
                    amount     | \u2212 15       | -15
                    amount     | '\u200f١\u066C٥٠٠٫٥٠' | 1500.50
                    amount     | '1500.50\r\n'  | 1500.50
                    date       | '2026-11-21\n2026-11-22' | none
                    date       | '\t21.11.2026\n' | 2026-11-21
                    amount     | 1,500           | none
                    amount     | many            | none
                    amount     | 1e9             | none
                    date       | 2026-11-21      | 2026-11-21
                    date       | 21.11.2026      | 2026-11-21
                    date       | \u200f٢١.١١.٢٠٢٦ | 2026-11-21
                    date       | 2026\u201111\u201121\u00a0 | 2026-11-21
                    date       | 2026-02-30      | none
                    date       | 11/21/2026      | none
                    text       | Абая, 150       | Абая, 150
                    text       | ' '             | none
                    """)
    void aValueIsKeptInOneFormOrRefused(String format, String written, String kept) {
        assertThat(FieldFormat.parse(format).value(written).orElse(null)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "\n", "\r\n", "\f", "\013", "\205", "\u2028", "\u2029\u200b"})
    void twoPastedValuesAreNotOne(String between) {
        var eight = FieldFormat.parse("digits:8");
        var amount = FieldFormat.of(Kind.AMOUNT);

        assertThat(eight.value("1234" + between + "5678")).isEmpty();
        assertThat(amount.value("100" + between + "200")).isEmpty();
        assertThat(amount.value("-" + between + "200")).isEmpty();
        assertThat(amount.value(between)).isEmpty();
        assertThat(amount.value(between + " 100" + between + between)).contains("100");
        assertThat(eight.value(between + "1234 5678 " + between)).contains("12345678");
    }

    @Test
    void aTextHasNoControlCharactersNoHalfCharactersAndAnEnd() {
        var text = FieldFormat.of(Kind.TEXT);

        assertThat(text.value("a\u0000b")).isEmpty();
        assertThat(text.value("a\nb")).isEmpty();
        assertThat(text.value("a\uD800")).isEmpty();
        assertThat(text.value("x".repeat(501))).isEmpty();
        assertThat(text.value("x".repeat(500))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "number",
                "digits:",
                "digits:0",
                "digits:6-4",
                "digits:99",
                "text:8",
                "Digits"
            })
    void whatIsNoKindIsRefused(String written) {
        assertThatThrownBy(() -> FieldFormat.parse(written))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasTakenBeforeValuesWereCheckedIsNotUsed() {
        var now = Instant.parse("2026-11-21T20:00:00Z");
        var entry =
                new FieldCatalogue.Entry(
                        "account",
                        FieldFormat.parse("digits:8"),
                        Sensitivity.PERSONAL,
                        TrustTier.VERIFIED,
                        Duration.ofDays(1));
        var good = new KnownField("account", "12345678", "chat", now, true);
        var bad = new KnownField("account", "<script>", "chat", now, true);

        assertThat(new FieldCatalogue(List.of(entry)).valid(List.of(good), now)).hasSize(1);
        assertThat(new FieldCatalogue(List.of(entry)).valid(List.of(bad), now)).isEmpty();
    }
}
