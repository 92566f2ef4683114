package io.recaller.recommendation;

import io.recaller.experiment.Estimate;
import io.recaller.experiment.Period;
import io.recaller.experiment.ShareDifference;
import java.util.List;
import java.util.Optional;

/**
 * What recommendations were worth in a period.
 *
 * @param rows by id; those that fitted somebody
 */
public record UptakeReport(Period period, List<Row> rows) {
    public UptakeReport {
        rows = List.copyOf(rows);
    }

    /**
     * One recommendation.
     *
     * @param shown contacts in which it was, answered or not
     * @param acceptedInFlows of {@code accepted}, what customers said to a flow and no agent heard
     * @param declinedInFlows of {@code declined}, likewise
     * @param treated customers who were shown it
     * @param control customers from whom it was withheld
     */
    public record Row(
            RecommendationId recommendation,
            String product,
            int shown,
            int accepted,
            int declined,
            int wrong,
            int acceptedInFlows,
            int declinedInFlows,
            Group treated,
            Group control) {
        /** Of the contacts in which it was shown; empty: it was in none. */
        public Optional<Double> acceptance() {
            return shown == 0 ? Optional.empty() : Optional.of((double) accepted / shown);
        }

        /**
         * How much oftener it is taken because it is shown; empty while nobody is said to have
         * taken it, or one of the groups is empty.
         */
        public Optional<Estimate> uplift() {
            return treated.took() + control.took() == 0
                    ? Optional.empty()
                    : ShareDifference.of(
                            treated.took(),
                            treated.customers(),
                            control.took(),
                            control.customers());
        }
    }

    /**
     * Customers.
     *
     * @param took how many of them took it within 30 days, as another system says
     */
    public record Group(int customers, int took) {
        static final Group NOBODY = new Group(0, 0);
    }
}
