package io.recaller.experiment;

import io.recaller.experiment.MenuReport.Arm;
import io.recaller.menu.planner.Policy;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a report says, in sentences for people. Pure. */
final class ReportWords {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final double SECONDS_AN_HOUR = 3600;

    private ReportWords() {}

    /** Whether the arms may be compared at all; empty when nothing is wrong. */
    static Optional<String> warning(MenuReport report) {
        return report.sampleRatio()
                .filter(ratio -> !ratio.isTrusted())
                .map(ratio ->
                        "DO NOT TRUST THIS COMPARISON: the groups are not as large as customers"
                                + " were drawn into them ("
                                + listed(ratio)
                                + "). Chance does that less than once in "
                                + odds(ratio.p())
                                + " times: somewhere calls of one group get lost. Find out where"
                                + " before you decide anything.");
    }

    private static String listed(SampleRatio ratio) {
        var sizes = new ArrayList<String>();
        ratio.arms()
                .forEach((arm, size) ->
                        sizes.add(
                                String.format(
                                        Locale.ROOT,
                                        "%s has %,d and should have about %,.0f",
                                        arm,
                                        size.customers(),
                                        size.expected())));
        return String.join("; ", sizes);
    }

    private static String odds(double p) {
        return String.format(Locale.ROOT, "%,.0f", 1 / Math.max(p, 1e-9));
    }

    /**
     * That the groups are as large as they should be; empty when they are not, or are too small.
     */
    static Optional<String> sizes(MenuReport report) {
        return report.sampleRatio()
                .filter(SampleRatio::isTrusted)
                .map(ratio ->
                        String.format(
                                Locale.ROOT,
                                "The groups are as large as customers were drawn into them"
                                        + " (sample-ratio check, p = %.2f).",
                                ratio.p()));
    }

    /** Whether this policy is worth it, and what to mind; one sentence each. */
    static List<String> about(MenuReport report, Arm arm, ZoneId zone) {
        var words = new ArrayList<String>();
        words.add(verdict(report, arm));
        if (report.isTrusted()) {
            mind(arm).ifPresent(words::add);
        }
        Policy.of(arm.policy())
                .flatMap(report::switchedOff)
                .ifPresent(off -> words.add(off(off, zone)));
        return words;
    }

    private static String verdict(MenuReport report, Arm arm) {
        var difference = arm.difference(Metric.SECONDS_TO_OPTION);
        return switch (report.verdict(arm)) {
            case BETTER -> "worth it: " + difference.map(ReportWords::sooner).orElse("");
            case WORSE -> "NOT worth it: " + difference.map(ReportWords::later).orElse("");
            case NO_DIFFERENCE_SEEN ->
                    "no difference seen yet: "
                            + difference.map(ReportWords::either).orElse("")
                            + " More calls will tell.";
            case TOO_EARLY -> tooEarly(report, arm);
            case NOT_TO_BE_TRUSTED -> "do not trust this comparison.";
        };
    }

    private static String sooner(Estimate difference) {
        return String.format(
                Locale.ROOT,
                "callers reach their option %.1f s sooner than the control group (95 %% sure: %.1f"
                        + " to %.1f s). Over %,d menus that saved them %.1f hours of listening.",
                -difference.value(),
                -difference.high(),
                -difference.low(),
                difference.of(),
                -difference.value() * difference.of() / SECONDS_AN_HOUR);
    }

    private static String later(Estimate difference) {
        return String.format(
                Locale.ROOT,
                "callers reach their option %.1f s later than the control group (95 %% sure: %.1f"
                        + " to %.1f s).",
                difference.value(),
                difference.low(),
                difference.high());
    }

    private static String either(Estimate difference) {
        return String.format(
                Locale.ROOT,
                "callers reach their option between %.1f s sooner and %.1f s later than the control"
                        + " group (95 %% sure).",
                -difference.low(),
                difference.high());
    }

    private static String tooEarly(MenuReport report, Arm arm) {
        var control = report.arm(Policy.CONTROL).map(Arm::customers).orElse(0);
        return control == 0
                ? "cannot tell: nobody of the control group called; menu.control-share says how"
                        + " large it is."
                : String.format(
                        Locale.ROOT,
                        "too early to tell: %,d customers here and %,d in the control group;"
                                + " %,d in each are needed.",
                        arm.customers(),
                        control,
                        report.leastCustomers());
    }

    /** What seconds alone do not show. */
    private static Optional<String> mind(Arm arm) {
        if (isLower(arm, Metric.CONTAINMENT_24H) || isLower(arm, Metric.CONTAINMENT_7D)) {
            return Optional.of(
                    "mind: more of these callers contact us again than of the control group.");
        }
        return arm.difference(Metric.TRANSFERS)
                .filter(found -> found.isAboveZero() && found.isStriking())
                .map(_ -> "mind: more of these calls go to a person than of the control group.");
    }

    private static boolean isLower(Arm arm, Metric metric) {
        return arm.difference(metric)
                .filter(found -> found.isBelowZero() && found.isStriking())
                .isPresent();
    }

    /** Since when a policy is off, why, and how it comes back. */
    static String off(PolicySwitch off, ZoneId zone) {
        return String.format(
                Locale.ROOT,
                "switched OFF since %s by %s (%s): its customers hear the designer's order."
                        + " Switch it on again with: recaller policy on %s",
                MINUTE.format(off.at().atZone(zone)),
                off.byOperator() ? "an operator" : "the automatic fall-back",
                off.reason(),
                off.policy().slug());
    }

    /** Why the fall-back decided as it did. */
    static String switchedOff(Estimate difference, int customers) {
        return String.format(
                Locale.ROOT,
                "%.1f s later to the option than the control group, at least %.1f s, over %,d"
                        + " customers",
                difference.value(),
                difference.low(),
                customers);
    }
}
