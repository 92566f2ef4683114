package io.recaller.experiment;

import io.recaller.customer.Arms;
import io.recaller.menu.planner.Policy;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the menu policies were worth in a period.
 *
 * @param at as of when
 * @param leastCustomers with fewer, in an arm or in the control group, it is too early to tell
 * @param arms the control group first; only those of whom a customer called
 * @param sampleRatio empty while there are too few customers to check it
 * @param switches the last decision about each policy there was one about
 */
public record MenuReport(
        Period period,
        Instant at,
        int leastCustomers,
        List<Arm> arms,
        Optional<SampleRatio> sampleRatio,
        SortedMap<Policy, PolicySwitch> switches) {
    public MenuReport {
        arms = List.copyOf(arms);
        switches = Collections.unmodifiableSortedMap(new TreeMap<>(switches));
    }

    /**
     * One policy's customers.
     *
     * @param policy its word; {@code control} for the control group
     * @param customers who heard at least one menu in its order
     * @param calls in which they did
     * @param metrics what there is something to take the mean of
     * @param differences the same, minus the control group's; empty for the control group
     */
    public record Arm(
            String policy,
            int customers,
            int calls,
            Map<Metric, Estimate> metrics,
            Map<Metric, Estimate> differences) {
        public Arm {
            metrics = Map.copyOf(metrics);
            differences = Map.copyOf(differences);
        }

        public boolean isControl() {
            return policy.equals(Arms.CONTROL);
        }

        public Optional<Estimate> metric(Metric metric) {
            return Optional.ofNullable(metrics.get(metric));
        }

        public Optional<Estimate> difference(Metric metric) {
            return Optional.ofNullable(differences.get(metric));
        }
    }

    public Optional<Arm> arm(Policy policy) {
        return arms.stream().filter(arm -> arm.policy().equals(policy.slug())).findFirst();
    }

    /** Whether the arms are as large as they were drawn; true while that cannot be told. */
    public boolean isTrusted() {
        return sampleRatio.map(SampleRatio::isTrusted).orElse(true);
    }

    /** What can be said about this arm, by its seconds to the option. */
    public Verdict verdict(Arm arm) {
        var control = arm(Policy.CONTROL).map(Arm::customers).orElse(0);
        var difference = arm.difference(Metric.SECONDS_TO_OPTION);
        if (!isTrusted()) {
            return Verdict.NOT_TO_BE_TRUSTED;
        }
        if (Math.min(arm.customers(), control) < leastCustomers || difference.isEmpty()) {
            return Verdict.TOO_EARLY;
        }
        if (difference.get().isBelowZero()) {
            return Verdict.BETTER;
        }
        return difference.get().isAboveZero() ? Verdict.WORSE : Verdict.NO_DIFFERENCE_SEEN;
    }

    /** Whether this policy's customers hear the designer's order. */
    public Optional<PolicySwitch> switchedOff(Policy policy) {
        return Optional.ofNullable(switches.get(policy)).filter(last -> !last.on());
    }
}
