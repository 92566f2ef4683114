package io.recaller.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.experiment.SampleRatio.Size;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleRatioTest {
    /** 3.841 and 5.991 are the tables' 5 % points of chi-square with 1 and 2 degrees. */
    @Test
    void theProbabilityIsThatOfTheTables() {
        var off = Math.sqrt(3.841 / 2 * 100);

        var two = SampleRatio.of(Map.of("a", size(100 + off), "b", size(100 - off)));

        assertThat(two)
                .hasValueSatisfying(ratio -> assertThat(ratio.p()).isCloseTo(0.05, within(0.01)));
    }

    private static Size size(double customers) {
        return new Size((int) Math.round(customers), 100);
    }

    @Test
    void groupsOfTheSizeTheyWereDrawnToBeAreTrusted() {
        var ratio =
                SampleRatio.of(Map.of("control", new Size(52, 50), "recaller", new Size(948, 950)));

        assertThat(ratio).hasValueSatisfying(found -> assertThat(found.isTrusted()).isTrue());
    }

    @Test
    void aGroupThatLostCustomersIsNotTrusted() {
        var ratio =
                SampleRatio.of(Map.of("control", new Size(20, 50), "recaller", new Size(980, 950)));

        assertThat(ratio).hasValueSatisfying(found -> assertThat(found.isTrusted()).isFalse());
    }

    @Test
    void aHandfulOfCustomersTellNothing() {
        assertThat(
                        SampleRatio.of(
                                Map.of("control", new Size(3, 0.5), "recaller", new Size(7, 9.5))))
                .isEmpty();
    }
}
