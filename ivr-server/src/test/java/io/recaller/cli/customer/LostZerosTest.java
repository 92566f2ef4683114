package io.recaller.cli.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LostZerosTest {
    private static LostZeros of(List<String> pins) {
        var zeros = new LostZeros();
        for (var i = 0; i < pins.size(); i++) {
            zeros.take(i + 2, pins.get(i));
        }
        return zeros;
    }

    @Test
    void aFewThatAreShorterWhereNoneBeginsWithAZeroAreTold() {
        assertThat(of(List.of("482113", "91735", "771204", "6110", "551029")).seem("pins.csv"))
                .hasValueSatisfying(told ->
                        assertThat(told)
                                .startsWith("pins.csv:3: pin: 2 shorter than the 3 of 6 digits")
                                .contains("format the column as text")
                                .doesNotContain("91735", "6110"));
    }

    @Test
    void whereOneBeginsWithAZeroNoneWasDropped() {
        assertThat(of(List.of("482113", "91735", "071204")).seem("pins.csv")).isEmpty();
    }

    @Test
    void pinsOfOneLengthAndOfAsManyAsTheOthersAreTakenAsTheyAre() {
        assertThat(of(List.of("4821", "9173")).seem("pins.csv")).isEmpty();
        assertThat(of(List.of("4821", "9173", "771204", "551029")).seem("pins.csv")).isEmpty();
        assertThat(of(List.of()).seem("pins.csv")).isEmpty();
    }
}
