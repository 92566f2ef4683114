package io.recaller.cli.report;

import io.recaller.Stores;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.experiment.MenuReport;
import io.recaller.experiment.MenuReports;
import io.recaller.experiment.ReportJson;
import io.recaller.experiment.ReportText;
import io.recaller.settings.Settings;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What Recaller is worth, in figures. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "What Recaller is worth, and how the queues and the agents did, in figures.",
        synopsisSubcommandLabel = "COMMAND")
public final class ReportCommand {
    private ReportCommand() {}

    public static ReportCommand group() {
        return new ReportCommand();
    }

    /** What the menu policies were worth in a period. */
    @Command(
            name = "menu",
            mixinStandardHelpOptions = true,
            description =
                    "What the menu policies were worth in a period, against the control group:"
                            + " seconds to the option, offers, who had to call again."
                            + " docs/menu-report.md says how to read it.",
            footer = {
                "%nExamples:",
                "  recaller report menu                                the last 7 days",
                "  recaller report menu --from 2026-11-01 --to 2026-11-30",
                "  recaller report menu --json"
            })
    public static final class Menu implements Callable<Integer> {
        @Option(
                names = "--from",
                paramLabel = "DATE",
                description = "first day, in the settings' time zone (default: 6 days before --to)")
        private @Nullable LocalDate from;

        @Option(
                names = "--to",
                paramLabel = "DATE",
                description = "last day, all of it (default: today)")
        private @Nullable LocalDate to;

        @Option(names = "--json", description = "one JSON object, for machines")
        private boolean json;

        @Mixin private SettingsOption settings = new SettingsOption();

        private final Shell shell;

        public Menu(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var read = settings.read(shell.environment());
            try (var stores = Stores.toRead(read)) {
                tell(report(read, stores), read);
            }
            return 0;
        }

        private MenuReport report(Settings settings, Stores stores) {
            var least = settings.experiments().leastCustomers();
            var reports = new MenuReports(stores.database(), shell.clock(), least);
            try {
                return reports.ofDays(
                        Optional.ofNullable(from), Optional.ofNullable(to), settings.zone());
            } catch (IllegalArgumentException e) {
                throw new UsageException(
                        e.getMessage() + "; give --from and --to as first and last day");
            }
        }

        private void tell(MenuReport report, Settings settings) {
            if (json) {
                shell.out().println(ReportJson.of(report, settings.zone()).toString());
            } else {
                ReportText.of(report, settings.zone()).forEach(shell.out()::println);
            }
        }
    }
}
