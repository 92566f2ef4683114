package io.recaller.experiment;

import io.recaller.experiment.MenuReport.Arm;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A report as a table and sentences for people. Pure. */
public final class ReportText {
    private static final String NOTHING = "–";
    private static final int LINE = 100;

    /** Of fewer a share says nothing, and would be read all the same. */
    private static final int FEWEST = 20;

    private static final String NOBODY =
            "No customer heard such a menu. There is something to report once a flow has a menu"
                    + " with 'order: adaptive' and customers who are recognised call.";
    private static final String LEGEND =
            "Below a figure: against the control group, and the interval that holds the truth with"
                    + " 95 % certainty; what has 0 in it may be chance. –: too little to tell.";

    private final MenuReport report;
    private final ZoneId zone;
    private final List<List<String>> rows = new ArrayList<>();

    private ReportText(MenuReport report, ZoneId zone) {
        this.report = report;
        this.zone = zone;
    }

    /** The lines of a report, times in this zone. */
    public static List<String> of(MenuReport report, ZoneId zone) {
        return new ReportText(report, zone).lines();
    }

    /** First what follows from it, then what it follows from. */
    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("Menus in an order of the caller's own: calls of " + days());
        lines.add("");
        ReportWords.warning(report)
                .ifPresent(warning -> {
                    lines.addAll(wrapped("", warning));
                    lines.add("");
                });
        lines.addAll(verdicts());
        if (report.arms().isEmpty()) {
            lines.addAll(wrapped("", NOBODY));
        } else {
            fill();
            lines.add("");
            lines.addAll(table());
            lines.add("");
            lines.addAll(wrapped("", LEGEND));
            ReportWords.sizes(report).ifPresent(sizes -> lines.addAll(wrapped("", sizes)));
        }
        return lines;
    }

    private String days() {
        var first = LocalDate.ofInstant(report.period().from(), zone);
        var last = LocalDate.ofInstant(report.period().to().minusNanos(1), zone);
        return first.equals(last)
                ? first + " (" + zone + ")"
                : first + " to " + last + " (" + zone + ")";
    }

    private void fill() {
        row("", Arm::policy);
        row("customers", arm -> String.format(Locale.ROOT, "%,d", arm.customers()));
        row("calls", arm -> String.format(Locale.ROOT, "%,d", arm.calls()));
        compared("seconds to the option", Metric.SECONDS_TO_OPTION, "%.2f", "%+.2f", 1);
        shares("first key was right", Metric.FIRST_KEY_RIGHT);
        share("menus with an offer", Metric.OFFERS_MADE);
        share("  offers accepted", Metric.OFFERS_TAKEN);
        share("  accepted and right", Metric.OFFERS_RIGHT);
        share("  accepted and wrong", Metric.OFFERS_WRONG);
        share("first option changed", Metric.FIRST_OPTION_CHANGES);
        shares("no contact for 24 hours", Metric.CONTAINMENT_24H);
        shares("no contact for 7 days", Metric.CONTAINMENT_7D);
        shares("handed to a person", Metric.TRANSFERS);
    }

    private void row(String label, Function<Arm, String> cell) {
        var cells = new ArrayList<String>();
        cells.add(label);
        report.arms().forEach(arm -> cells.add(cell.apply(arm)));
        rows.add(cells);
    }

    private void share(String label, Metric metric) {
        row(label, arm -> value(arm.metric(metric), "%.1f %%", 100));
    }

    private void shares(String label, Metric metric) {
        compared(label, metric, "%.1f %%", "%+.1f", 100);
    }

    private void compared(
            String label, Metric metric, String format, String difference, double times) {
        row(label, arm -> value(arm.metric(metric), format, times));
        if (report.arms().stream().anyMatch(arm -> arm.difference(metric).isPresent())) {
            row(
                    "",
                    arm ->
                            arm.difference(metric)
                                    .filter(found -> found.of() >= FEWEST)
                                    .map(found -> difference(found, difference, times))
                                    .orElse(""));
        }
    }

    private static String value(Optional<Estimate> estimate, String format, double times) {
        return estimate.filter(found -> found.of() >= FEWEST)
                .map(found -> String.format(Locale.ROOT, format, found.value() * times))
                .orElse(NOTHING);
    }

    private static String difference(Estimate estimate, String format, double times) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                estimate.value() * times,
                estimate.low() * times,
                estimate.high() * times);
    }

    /** Labels to the left, figures to the right. */
    private List<String> table() {
        var widths = new int[report.arms().size() + 1];
        for (var row : rows) {
            for (var column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (var column = 0; column < row.size(); column++) {
            var cell = row.get(column);
            var blank = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? cell + blank : "   " + blank + cell);
        }
        return line.toString().stripTrailing();
    }

    /** One paragraph a policy; those that nobody heard only when they are switched off. */
    private List<String> verdicts() {
        var lines = new ArrayList<String>();
        for (var arm : report.arms()) {
            if (!arm.isControl()) {
                lines.addAll(paragraph(arm.policy(), ReportWords.about(report, arm, zone)));
            }
        }
        for (var policy : report.switches().keySet()) {
            if (report.arm(policy).isEmpty()) {
                report.switchedOff(policy)
                        .ifPresent(off ->
                                lines.addAll(
                                        paragraph(
                                                policy.slug(),
                                                List.of(ReportWords.off(off, zone)))));
            }
        }
        return lines;
    }

    private static List<String> paragraph(String policy, List<String> sentences) {
        var lines = new ArrayList<String>();
        for (var sentence : sentences) {
            var lead = sentence.equals(sentences.getFirst()) ? policy + ": " : "";
            lines.addAll(wrapped(" ".repeat(policy.length() + 2 - lead.length()) + lead, sentence));
        }
        return lines;
    }

    /** Lines that fit a terminal, the further ones as far in as the lead is long. */
    private static List<String> wrapped(String lead, String sentence) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder(lead);
        for (var word : sentence.split(" ", -1)) {
            if (line.length() + word.length() > LINE) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(lead.length()));
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
