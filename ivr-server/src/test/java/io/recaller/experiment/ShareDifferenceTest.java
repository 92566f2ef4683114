package io.recaller.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Newcombe's own examples (1998, table II, method 10). */
class ShareDifferenceTest {
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.2, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.6, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.5714, 0.0582, 0.8062",
        "5, 56, 0, 29, 0.0893, -0.0381, 0.1926",
        "0, 10, 0, 20, 0.0, -0.1611, 0.2775",
        "10, 10, 0, 10, 1.0, 0.6075, 1.0"
    })
    void theIntervalIsNewcombes(
            long some, long of, long other, long otherOf, double value, double low, double high) {
        var difference = ShareDifference.of(some, of, other, otherOf).orElseThrow();

        assertThat(difference.value()).isCloseTo(value, within(1e-4));
        assertThat(difference.low()).isCloseTo(low, within(2e-4));
        assertThat(difference.high()).isCloseTo(high, within(2e-4));
        assertThat(ShareDifference.of(some, of, 0, 0)).isEmpty();
    }
}
