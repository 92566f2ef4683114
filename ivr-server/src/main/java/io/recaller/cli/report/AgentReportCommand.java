package io.recaller.cli.report;

import io.recaller.Stores;
import io.recaller.cli.option.QueueOption;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.terminal.Shell;
import io.recaller.report.AgentReport;
import io.recaller.report.AgentSheet;
import io.recaller.report.ServiceReports;
import io.recaller.routing.board.LiveBoard;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the agents did. */
@Command(
        name = "agents",
        mixinStandardHelpOptions = true,
        description =
                "How the agents did in a period: contacts offered and answered, handling time,"
                        + " occupancy, and where their time went, with each reason of not being"
                        + " ready. docs/reports.md defines each.",
        footer = {
            "%nExit codes: 0 ok, 2 the command could not do its work.",
            "%nExamples:",
            "  recaller report agents                                 today, by half hour",
            "  recaller report agents --from 2026-11-01 --to 2026-11-30 --by total",
            "  recaller report agents --from 2026-11-25 --by total --plot pictures",
            "  recaller report agents --json | jq '.totals[] | {agent, occupancy}'"
        })
public final class AgentReportCommand implements Callable<Integer> {
    @Mixin private PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--queue",
            paramLabel = "NAME",
            description =
                    "contacts of this queue only, and who was rung for it; time is told whole"
                            + " (default: all)")
    private Optional<String> queue = Optional.empty();

    @Mixin private FigureOptions figures = new FigureOptions();

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    public AgentReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var read = settings.read(shell.environment());
        var times = period.timetable(shell.clock(), read.zone());
        try (var stores = Stores.toRead(read)) {
            var report = new ServiceReports(stores.database(), shell.clock()).agents(times, queue);
            if (report.totals().isEmpty()) {
                var board = new LiveBoard(stores.database(), shell.clock(), read.routing().rules());
                queue.ifPresent(name -> QueueOption.check(name, board.look()));
            }
            tell(report);
        }
        return 0;
    }

    private void tell(AgentReport report) {
        figures.tell(
                shell.out(),
                AgentSheet.of(report),
                report.times(),
                report.at(),
                json -> json.put("report", "agents"),
                List.of("Agents, " + ReportDays.words(report.times())),
                "No agent was there.",
                folder -> AgentChart.write(report, folder));
    }
}
