package io.recaller.cli.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.Stores;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Columns;
import io.recaller.cli.terminal.Shell;
import io.recaller.experiment.Estimate;
import io.recaller.experiment.Period;
import io.recaller.recommendation.UptakeReport;
import io.recaller.recommendation.UptakeReport.Row;
import io.recaller.recommendation.UptakeReports;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What recommendations were worth. */
@Command(
        name = "recommendations",
        mixinStandardHelpOptions = true,
        description =
                "What agents and flows recommended, what came of it, and how much oftener it"
                        + " is taken than by the control group. docs/recommendations.md says how"
                        + " to read it.",
        footer = {
            "%nExamples:",
            "  recaller report recommendations                     the last 30 days",
            "  recaller report recommendations --from 2026-11-01 --to 2026-11-30 --csv",
            "  recaller report recommendations --json"
        })
public final class RecommendationReportCommand implements Callable<Integer> {
    private static final int USUAL_DAYS = 30;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "first day, in the settings' time zone (default: 29 days before --to)")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "last day, all of it (default: today)")
    private @Nullable LocalDate to;

    @ArgGroup private @Nullable Form form;

    /** At most one of them; without any a table for people. */
    static final class Form {
        @Option(names = "--json", required = true, description = "one JSON object, for machines")
        private boolean json;

        @Option(names = "--csv", required = true, description = "a line a row, for spreadsheets")
        private boolean csv;
    }

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    public RecommendationReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var read = settings.read(shell.environment());
        var last =
                Optional.ofNullable(to)
                        .orElseGet(() -> LocalDate.ofInstant(shell.clock().instant(), read.zone()));
        var first = Optional.ofNullable(from).orElseGet(() -> last.minusDays(USUAL_DAYS - 1));
        if (last.isBefore(first)) {
            throw new UsageException(
                    "the last day "
                            + last
                            + " is before the first "
                            + first
                            + "; give --from and --to as first and last day");
        }
        try (var stores = Stores.toRead(read)) {
            var period = Period.ofDays(first, last, read.zone());
            tell(new UptakeReports(stores.database()).of(period), first, last, read.zone());
        }
        return 0;
    }

    private void tell(UptakeReport report, LocalDate first, LocalDate last, ZoneId zone) {
        if (form != null && form.json) {
            shell.out().println(json(report, first, last, zone));
        } else if (form != null && form.csv) {
            shell.out().println(String.join(",", FIGURES.stream().map(Figure::name).toList()));
            report.rows()
                    .forEach(row ->
                            shell.out()
                                    .println(
                                            String.join(
                                                    ",",
                                                    FIGURES.stream()
                                                            .map(figure -> figure.of(row))
                                                            .toList())));
        } else {
            shell.out().println("Recommendations, " + first + " to " + last + ", " + zone);
            shell.out().println();
            table(report).forEach(shell.out()::println);
        }
    }

    /** One column for machines; none of them needs quotes but a product. */
    private record Figure(String name, Function<Row, Object> value) {
        String of(Row row) {
            var text = value.apply(row).toString();
            return text.matches("(?s).*[\",].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }
    }

    private static final List<Figure> FIGURES =
            List.of(
                    new Figure("recommendation", Row::recommendation),
                    new Figure("product", Row::product),
                    new Figure("shown", Row::shown),
                    new Figure("accepted", Row::accepted),
                    new Figure("declined", Row::declined),
                    new Figure("wrong", Row::wrong),
                    new Figure("customers", row -> row.treated().customers()),
                    new Figure("took", row -> row.treated().took()),
                    new Figure("controlCustomers", row -> row.control().customers()),
                    new Figure("controlTook", row -> row.control().took()),
                    new Figure("uplift", row -> number(row, Estimate::value)),
                    new Figure("upliftLow", row -> number(row, Estimate::low)),
                    new Figure("upliftHigh", row -> number(row, Estimate::high)),
                    new Figure("acceptedInFlows", Row::acceptedInFlows),
                    new Figure("declinedInFlows", Row::declinedInFlows));

    private static Object number(Row row, Function<Estimate, Double> figure) {
        return row.uplift()
                .map(figure)
                .map(value -> String.format(Locale.ROOT, "%.4f", value))
                .orElse("");
    }

    private static String json(UptakeReport report, LocalDate first, LocalDate last, ZoneId zone) {
        var json = new ObjectMapper().createObjectNode();
        json.put("report", "recommendations")
                .put("from", first.toString())
                .put("to", last.toString())
                .put("zone", zone.getId());
        var rows = json.putArray("rows");
        for (var row : report.rows()) {
            var object = rows.addObject();
            object.put("recommendation", row.recommendation().value())
                    .put("product", row.product())
                    .put("shown", row.shown())
                    .put("accepted", row.accepted())
                    .put("declined", row.declined())
                    .put("wrong", row.wrong())
                    .put("customers", row.treated().customers())
                    .put("took", row.treated().took())
                    .put("controlCustomers", row.control().customers())
                    .put("controlTook", row.control().took())
                    .put("acceptedInFlows", row.acceptedInFlows())
                    .put("declinedInFlows", row.declinedInFlows());
            row.uplift()
                    .ifPresent(uplift ->
                            object.putObject("uplift")
                                    .put("value", uplift.value())
                                    .put("low", uplift.low())
                                    .put("high", uplift.high()));
        }
        return json.toString();
    }

    private static List<String> table(UptakeReport report) {
        if (report.rows().isEmpty()) {
            return List.of("Nothing was recommended.");
        }
        var columns =
                new Columns(
                        "recommendation",
                        "shown>",
                        "accepted>",
                        "declined>",
                        "wrong>",
                        "took\nit>",
                        "control\ntook it>",
                        "uplift, in\npoints of 100");
        report.rows()
                .forEach(row ->
                        columns.row(
                                row.recommendation().value(),
                                "" + row.shown(),
                                row.acceptance()
                                        .map(share ->
                                                "%d (%.0f %%)"
                                                        .formatted(row.accepted(), share * 100))
                                        .orElse("0"),
                                "" + row.declined(),
                                "" + row.wrong(),
                                took(row.treated()),
                                took(row.control()),
                                row.uplift()
                                        .map(RecommendationReportCommand::points)
                                        .orElse("not known")));
        var lines = new ArrayList<>(columns.lines());
        var yes = report.rows().stream().mapToInt(Row::acceptedInFlows).sum();
        var no = report.rows().stream().mapToInt(Row::declinedInFlows).sum();
        if (yes + no > 0) {
            lines.add("");
            lines.add("Asked by a flow, customers accepted " + yes + " and declined " + no + ".");
        }
        if (report.rows().stream().anyMatch(row -> row.uplift().isEmpty())) {
            lines.add("");
            lines.add(
                    "Not known: no other system has said yet who took it (PUT …/uptakes/CUSTOMER),"
                            + " or one of the groups is empty.");
        }
        return lines;
    }

    private static String took(UptakeReport.Group group) {
        return group.took() + " of " + group.customers();
    }

    private static String points(Estimate uplift) {
        return String.format(
                Locale.ROOT,
                "%+.1f (95 %%: %+.1f to %+.1f)",
                uplift.value() * 100,
                uplift.low() * 100,
                uplift.high() * 100);
    }
}
