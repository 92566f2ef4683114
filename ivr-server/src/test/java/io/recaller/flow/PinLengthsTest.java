package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PINs that callers can key, and those that none can. */
final class PinLengthsTest {
    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "6, false", "7, true", "8, false", "9, false", "12, true"})
    void whatNoFlowAsksForIsDoubted(int digits, boolean isDoubted) {
        var lengths =
                PinLengths.of(
                        List.of(
                                flow("shop", "{min: 8, max: 9}"),
                                flow("bank", "4"),
                                flow("post", "6")));

        assertThat(lengths.doubt(digits).isPresent()).isEqualTo(isDoubted);
        assertThat(lengths.doubt(3))
                .hasValueSatisfying(words ->
                        assertThat(words)
                                .contains(
                                        "the flow bank takes 4 digits, the flow post takes 6 digits,"
                                                + " the flow shop takes 8 to 9 digits",
                                        "verify.digits"));
    }

    @Test
    void whereNoneAsksForAnyNothingIsToldOfThem() {
        assertThat(PinLengths.of(List.of()).doubt(12)).isEmpty();
    }

    private static Flow flow(String name, String digits) {
        return Flows.flow(
                """
                flow: %s
                languages: [en]
                start: who
                person: person
                verify: who
                nodes:
                  who: {verify: {digits: %s, say: {en: "PIN?"}}, next: person}
                  person: {hand_off: {skills: {support: 1}}}
                """
                        .formatted(name, digits));
    }
}
