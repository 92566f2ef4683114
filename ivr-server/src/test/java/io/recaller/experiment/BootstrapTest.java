package io.recaller.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final double EFFECT = -1.8;

    @Test
    void theMeanIsOverMenusNotOverCustomers() {
        var clusters = new Clusters();
        clusters.begin();
        clusters.add(Metric.SECONDS_TO_OPTION, 2, 1);
        clusters.begin();
        clusters.add(Metric.SECONDS_TO_OPTION, 30, 3);

        var estimate = Bootstrap.of(clusters, 1).estimate(Metric.SECONDS_TO_OPTION).orElseThrow();

        assertThat(estimate.value()).isEqualTo(8);
        assertThat(estimate.of()).isEqualTo(4);
        assertThat(estimate.low()).isEqualTo(2);
        assertThat(estimate.high()).isEqualTo(10);
    }

    @Test
    void withoutAnythingToMeasureThereIsNoFigure() {
        var clusters = new Clusters();
        clusters.begin();

        assertThat(Bootstrap.of(clusters, 1).estimate(Metric.OFFERS_RIGHT)).isEmpty();
    }

    @Test
    void theSameDataGiveTheSameInterval() {
        var clusters = customers(new SplittableRandom(1), 300, 0, 1.5);

        assertThat(Bootstrap.of(clusters, 5).estimate(Metric.SECONDS_TO_OPTION))
                .isEqualTo(Bootstrap.of(clusters, 5).estimate(Metric.SECONDS_TO_OPTION));
    }

    /** Independent calls have the textbook's interval: 1.96 standard errors to both sides. */
    @Test
    void independentCallsHaveTheIntervalOfTheTextbook() {
        var clusters = new Clusters();
        var random = new SplittableRandom(2);
        for (var customer = 0; customer < 2_000; customer++) {
            clusters.begin();
            clusters.add(Metric.SECONDS_TO_OPTION, random.nextGaussian(8, 3), 1);
        }

        var found = Bootstrap.of(clusters, 1).estimate(Metric.SECONDS_TO_OPTION).orElseThrow();

        assertThat(found.high() - found.low())
                .isCloseTo(2 * 1.96 * 3 / Math.sqrt(2_000), within(0.02));
    }

    /** Of alike calls there are fewer than it looks: the interval must not shrink with them. */
    @Test
    void callsOfOneCustomerAreNotCountedAsIndependent() {
        var once = new Clusters();
        var often = new Clusters();
        var random = new SplittableRandom(3);
        for (var customer = 0; customer < 1_000; customer++) {
            var seconds = random.nextGaussian(8, 3);
            once.begin();
            once.add(Metric.SECONDS_TO_OPTION, seconds, 1);
            often.begin();
            often.add(Metric.SECONDS_TO_OPTION, 9 * seconds, 9);
        }

        assertThat(width(often)).isCloseTo(width(once), within(0.02));
    }

    private static double width(Clusters clusters) {
        var found = Bootstrap.of(clusters, 1).estimate(Metric.SECONDS_TO_OPTION).orElseThrow();
        return found.high() - found.low();
    }

    @Test
    void theIntervalHoldsTheTruthInNineCasesOfTenAndMore() {
        var covered = 0;
        for (var seed = 0; seed < 50; seed++) {
            var random = new SplittableRandom(seed);
            var control = Bootstrap.of(customers(random, 200, 0, 1.5), 1);
            var policy = Bootstrap.of(customers(random, 400, EFFECT, 1.5), 1L << 32);
            var found = policy.minus(control, Metric.SECONDS_TO_OPTION).orElseThrow();
            covered += found.low() <= EFFECT && EFFECT <= found.high() ? 1 : 0;
        }

        assertThat(covered).isGreaterThanOrEqualTo(45);
    }

    /** Customers with 1 to 4 calls each, who differ among themselves. */
    private static Clusters customers(
            SplittableRandom random, int number, double effect, double noise) {
        var clusters = new Clusters();
        for (var customer = 0; customer < number; customer++) {
            clusters.begin();
            var patience = random.nextGaussian(9, 2);
            var calls = 1 + random.nextInt(4);
            for (var call = 0; call < calls; call++) {
                var seconds = patience + effect + random.nextGaussian(0, noise);
                clusters.add(Metric.SECONDS_TO_OPTION, seconds, 1);
            }
        }
        return clusters;
    }
}
