package io.recaller.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.recaller.customer.handle.Handles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only numbers that a prefix allows can be dialled. */
class OutsideNumbersTest {
    private static final OutsideNumbers SOME =
            new OutsideNumbers(
                    List.of("+7727", "+4144", "70", "112"), "PJSIP/{number}@trunk", "+77272000000");

    @ParameterizedTest
    @CsvSource({
        "+7 727 258 00-00, KZ, +77272580000",
        "8 (727) 258 00 00, KZ, +77272580000",
        "7272580000, KZ, +77272580000",
        "0041 44 668 18 00, CH, +41446681800",
        "044 668 18 00, CH, +41446681800",
        "7001, KZ, 7001",
        "112, FR, 112"
    })
    void aNumberIsDialledInTheFormThatAPrefixAllows(String typed, String region, String dialled) {
        assertThat(SOME.allowed(typed, new Handles(region))).contains(dialled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+7 701 123 45 67",
                "+1 900 555 01 00",
                "+882 16 123456",
                "",
                "+",
                "7",
                "70&PJSIP/9001",
                "70,,g",
                "7001@evil",
                "70*1",
                "70#",
                "${EXTEN}",
                "70\u000001",
                "70\r\nAction: Originate",
                "٧٠٠١",
                "700000000000000000000000000001"
            })
    void noOtherNumberIs(String typed) {
        assertThat(SOME.allowed(typed, new Handles("KZ"))).isEmpty();
    }

    @Test
    void withoutSettingsNoneIs() {
        assertThat(OutsideNumbers.none().allowed("112", new Handles("KZ"))).isEmpty();
        assertThat(OutsideNumbers.none().areAllowed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PJSIP/trunk",
                "PJSIP/{number}&PJSIP/9001",
                "{number}",
                "PJSIP/{number}@a,30",
                ""
            })
    void whatIsDialledIsOneLineWithTheNumberInIt(String dial) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutsideNumbers(List.of("70"), dial, ""))
                .withMessageContaining("{number}");
    }

    @Test
    void aPrefixIsDigits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OutsideNumbers(List.of("*"), "PJSIP/{number}@t", ""))
                .withMessageContaining("a prefix is digits");
    }
}
