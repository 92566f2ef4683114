package io.recaller.cli.report;

import io.recaller.Stores;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.report.QueueReport;
import io.recaller.report.QueueSheet;
import io.recaller.report.ServiceReports;
import io.recaller.report.ServiceRules;
import io.recaller.settings.file.Durations;
import io.recaller.text.SpanWords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the queues did. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description =
                "How the queues did in a period: offered, answered, abandoned, service level, speed"
                        + " of answer, handling time, occupancy. docs/reports.md defines each.",
        footer = {
            "%nExit codes: 0 ok, 2 the command could not do its work.",
            "%nExamples:",
            "  recaller report queue                                  today, by half hour",
            "  recaller report queue --from 2026-11-01 --to 2026-11-30",
            "  recaller report queue --from 2026-11-25 --threshold 30s --short 5s --by total",
            "  recaller report queue --from 2026-11-25 --csv > wednesday.csv",
            "  recaller report queue --from 2026-11-25 --plot pictures"
        })
public final class QueueReportCommand implements Callable<Integer> {
    @Mixin private PeriodOptions period = new PeriodOptions();

    @Option(names = "--queue", paramLabel = "NAME", description = "one queue only (default: all)")
    private Optional<String> queue = Optional.empty();

    @Option(
            names = "--threshold",
            paramLabel = "TIME",
            description =
                    "an answer within this long is in time, in every queue (default: what the"
                            + " settings say of it, else 20s)")
    private Optional<String> threshold = Optional.empty();

    @Option(
            names = "--short",
            paramLabel = "TIME",
            description =
                    "who hangs up sooner was not kept waiting: counted apart, not part of the"
                            + " service level (default: 10s)")
    private Optional<String> shortAbandon = Optional.empty();

    @Mixin private FigureOptions figures = new FigureOptions();

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    public QueueReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var read = settings.read(shell.environment());
        var times = period.timetable(shell.clock(), read.zone());
        var rules = rules(ServiceRules.of(read.routing().plans()));
        try (var stores = Stores.toRead(read)) {
            var reports = new ServiceReports(stores.database(), shell.clock());
            var report = reports.queues(times, rules, queue);
            var others =
                    report.totals().isEmpty() && queue.isPresent()
                            ? reports.queues(times, rules, Optional.empty())
                            : report;
            tell(report, others.totals().stream().map(QueueReport.Row::queue).toList());
        }
        return 0;
    }

    private ServiceRules rules(ServiceRules agreed) {
        try {
            var rules = agreed.withShort(duration("--short", shortAbandon, agreed.shortAbandon()));
            return threshold.isEmpty()
                    ? rules
                    : rules.within(duration("--threshold", threshold, agreed.level().within()));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + e.getMessage() + "; write it as 20s");
        }
    }

    private static Duration duration(String option, Optional<String> given, Duration usual) {
        try {
            return given.map(Durations::parse).orElse(usual);
        } catch (RuntimeException _) {
            throw new UsageException(
                    option + " " + given.orElse("") + ": write a time such as 20s, 2m or 500ms");
        }
    }

    private void tell(QueueReport report, List<String> joined) {
        figures.tell(
                shell.out(),
                QueueSheet.of(report),
                report.times(),
                report.at(),
                json ->
                        json.put("report", "queue")
                                .put("thresholdSeconds", seconds(report.rules().level().within()))
                                .put("shortAbandonSeconds", seconds(report.rules().shortAbandon())),
                List.of(
                        "Queues, " + ReportDays.words(report.times()),
                        "in time: answered within "
                                + within(report)
                                + "; short: hung up before "
                                + SpanWords.of(report.rules().shortAbandon())
                                + " and not part of the service level"),
                queue.map(name -> "Nobody joined the queue " + name + others(joined) + ".")
                        .orElse("Nobody joined a queue."),
                folder -> QueueChart.write(report, folder));
    }

    private static String others(List<String> joined) {
        return joined.isEmpty()
                ? ", or any other"
                : "; somebody joined " + String.join(", ", joined);
    }

    /** Of all queues, and then of those for which something else was agreed. */
    private static String within(QueueReport report) {
        var rules = report.rules();
        var others =
                report.totals().stream()
                        .map(QueueReport.Row::queue)
                        .filter(name -> !rules.of(name).within().equals(rules.level().within()))
                        .map(name -> name + ": " + SpanWords.of(rules.of(name).within()))
                        .collect(Collectors.joining(", "));
        return SpanWords.of(rules.level().within()) + (others.isEmpty() ? "" : " (" + others + ")");
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
