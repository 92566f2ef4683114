package io.recaller.cli.customer;

import io.recaller.Stores;
import io.recaller.cli.option.CsvOptions;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Columns;
import io.recaller.cli.terminal.Shell;
import io.recaller.customer.AuditTrail;
import io.recaller.recommendation.OutcomeState;
import io.recaller.recommendation.RecommendationId;
import io.recaller.recommendation.Recommendations.Progress;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What agents may offer customers next. */
@Command(
        name = "recommendation",
        mixinStandardHelpOptions = true,
        description = "What agents are shown to offer customers next.",
        synopsisSubcommandLabel = "COMMAND")
public final class RecommendationCommand {
    private RecommendationCommand() {}

    public static RecommendationCommand group() {
        return new RecommendationCommand();
    }

    /** Enters those of a file. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Enters the recommendations of a CSV file, or changes those of the same id."
                            + " Columns: id, product, topic, until, text.LANGUAGE, and if you like"
                            + " from, segments (with | between), weight, tier, reason.LANGUAGE,"
                            + " said.LANGUAGE. A row that is wrong is told and the rest is taken.",
            footer = {
                "%nExit code 1 when a row was left out.",
                "%nExample:",
                "  recaller recommendation import offers.csv"
            })
    public static final class Import implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "the CSV file; - is standard input")
        private Path file = Path.of("");

        @Mixin private CsvOptions written = new CsvOptions();

        @Mixin private SettingsOption settings = new SettingsOption();

        private final Shell shell;

        public Import(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var read = settings.read(shell.environment());
            var csv = written.read(file, shell.in());
            var sheet = RecommendationSheet.read(csv, read.zone(), shell.clock().instant());
            try (var stores = Stores.open(read)) {
                var recommendations = stores.recommendations(shell.clock());
                sheet.given()
                        .forEach(each -> {
                            var _ = recommendations.put(AuditTrail.Actor.atTheCommandLine(), each);
                        });
            }
            sheet.mistakes().tell(shell.err());
            shell.out()
                    .printf(
                            "%d recommendations entered, %d rows left out%n",
                            sheet.given().size(), sheet.mistakes().count());
            return sheet.mistakes().count() == 0 ? 0 : 1;
        }
    }

    /** Shows those changed last. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Those changed last, and in how many contacts what came of them.",
            footer = {"%nExample:", "  recaller recommendation list"})
    public static final class Listing implements Callable<Integer> {
        private static final int MOST = 100;

        @Mixin private SettingsOption settings = new SettingsOption();

        private final Shell shell;

        public Listing(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var read = settings.read(shell.environment());
            try (var stores = Stores.toRead(read)) {
                var found = stores.recommendations(shell.clock()).newest(MOST);
                var columns =
                        new Columns(
                                "id",
                                "product",
                                "until",
                                "now",
                                "shown>",
                                "accepted>",
                                "declined>",
                                "wrong>");
                found.forEach(each -> row(columns, each, read.zone()));
                if (found.isEmpty()) {
                    shell.out().println("no recommendations");
                } else {
                    columns.lines().forEach(shell.out()::println);
                }
            }
            return 0;
        }

        private void row(Columns columns, Progress each, ZoneId zone) {
            var one = each.recommendation();
            columns.row(
                    one.id().value(),
                    one.product(),
                    one.until().atZone(zone).toLocalDateTime().toString(),
                    each.withdrawnAt().isPresent()
                            ? "withdrawn"
                            : each.runs(shell.clock().instant()) ? "running" : "not valid",
                    count(each, OutcomeState.SHOWN),
                    count(each, OutcomeState.ACCEPTED),
                    count(each, OutcomeState.DECLINED),
                    count(each, OutcomeState.WRONG));
        }

        private static String count(Progress each, OutcomeState state) {
            return "" + each.counts().getOrDefault(state, 0);
        }
    }

    /** Withdraws one. */
    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Recommends it to nobody any more; importing it gives it again.",
            footer = {"%nExample:", "  recaller recommendation withdraw fibre-300"})
    public static final class Withdraw implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "as 'recaller recommendation list' shows it")
        private String id = "";

        @Mixin private SettingsOption settings = new SettingsOption();

        private final Shell shell;

        public Withdraw(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var one = RecommendationId.of(id).orElseThrow(this::unknown);
            try (var stores = Stores.open(settings.read(shell.environment()))) {
                var isNews =
                        stores.recommendations(shell.clock())
                                .withdraw(AuditTrail.Actor.atTheCommandLine(), one)
                                .orElseThrow(this::unknown);
                shell.out().println(isNews ? "withdrawn" : "it was withdrawn before");
            }
            return 0;
        }

        private UsageException unknown() {
            return new UsageException(
                    "there is no recommendation "
                            + id
                            + "; 'recaller recommendation list' shows them");
        }
    }
}
