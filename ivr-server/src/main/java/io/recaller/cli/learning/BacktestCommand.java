package io.recaller.cli.learning;

import io.recaller.backtest.Charts;
import io.recaller.backtest.Replay;
import io.recaller.backtest.ReplayJson;
import io.recaller.backtest.ReplayText;
import io.recaller.backtest.Result;
import io.recaller.backtest.Terms;
import io.recaller.backtest.flow.FlowJson;
import io.recaller.backtest.flow.FlowReplay;
import io.recaller.backtest.flow.FlowResult;
import io.recaller.backtest.flow.FlowText;
import io.recaller.backtest.log.ContactLog;
import io.recaller.backtest.log.CustomerNames;
import io.recaller.cli.option.LogOptions;
import io.recaller.cli.option.RegionOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Progress;
import io.recaller.cli.terminal.Shell;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays an operator's own contact log against every menu policy. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Replays your own contact log against every menu policy, before one is switched on.",
            "The log is CSV with the columns time,customer,channel,topic; other columns are"
                    + " ignored. Encoding, separator and the form of times are recognised and"
                    + " told. Every policy predicts each contact before it learns it: only the"
                    + " past is used. Nothing is stored or sent."
        },
        footer = {
            "%nExamples:",
            "  recaller backtest contacts.csv",
            "  recaller backtest contacts.csv --plot charts",
            "  recaller backtest contacts.csv --json",
            "  recaller backtest export.csv --zone Asia/Almaty --dates day-first \\",
            "    --column customer=Phone",
            "  recaller backtest contacts.csv --flow dialplans/flows/telecom.yaml \\",
            "    --node main"
        })
public final class BacktestCommand implements Callable<Integer> {
    private static final int MOST_TOLD = 10;

    /** A log of which more rows than this share cannot be read is another kind of file. */
    private static final double MOST_BAD = 0.1;

    private static final int FEWEST_CONTACTS = 20;

    @Parameters(paramLabel = "FILE.csv", description = "the contact log")
    private Path file = Path.of("");

    @Option(
            names = "--max-options",
            description =
                    "most options of the menu; with more topics the rarer ones become one option"
                            + " (default: ${DEFAULT-VALUE})")
    private int maxOptions = 9;

    @Option(
            names = "--warmup",
            description =
                    "share of the contacts that fixes the menu and the designer's order"
                            + " (default: ${DEFAULT-VALUE})")
    private double warmup = 0.3;

    @Option(
            names = "--score-from",
            description =
                    "share of the contacts from which on they are scored"
                            + " (default: ${DEFAULT-VALUE})")
    private double scoreFrom = 0.5;

    @Option(
            names = "--seconds-per-option",
            description = "how long reading one option lasts (default: ${DEFAULT-VALUE})")
    private double secondsPerOption = 2.5;

    @Option(names = "--plot", paramLabel = "DIR", description = "writes charts (SVG) there")
    private @Nullable Path plot;

    @Option(
            names = "--flow",
            paramLabel = "FLOW",
            description =
                    "a flow's YAML file: also tells what callers of this flow would save until"
                            + " their task is reached, with ordering, offers and prefilled fields")
    private @Nullable Path flow;

    @Option(
            names = "--node",
            paramLabel = "ID",
            description =
                    "the menu of the flow whose options name the log's topics (default: the first"
                            + " adaptive one)")
    private @Nullable String node;

    @Option(names = "--region", description = "for numbers without country code (default: KZ)")
    private String region = "KZ";

    @Option(
            names = "--zone",
            description =
                    "time zone of times that name none, and of the hours and weekdays learned"
                            + " (default: UTC)")
    private ZoneId zone = ZoneOffset.UTC;

    @Mixin private LogOptions written = new LogOptions();

    @Option(names = "--json", description = "one JSON object instead of words")
    private boolean json;

    private final Shell shell;

    public BacktestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var terms = terms();
        makePlotFolder();
        var log =
                ContactLog.read(
                        file,
                        new CustomerNames(RegionOption.handles(region)),
                        written.format(zone),
                        shell.clock().instant(),
                        rows -> new Progress(shell.err(), "read", rows)::at);
        tell(log);
        var flowReplay = flowReplay(log, terms);
        var result = new Replay(log, terms).run(progress("replayed", log));
        var flowResult =
                flowReplay.map(replay -> replay.run(progress("replayed through the flow:", log)));
        if (json) {
            var told = ReplayJson.of(result);
            flowResult.ifPresent(one -> told.set("flow", FlowJson.of(one)));
            shell.out().println(told);
        } else {
            ReplayText.of(result, terms).forEach(shell.out()::println);
            flowResult.ifPresent(this::tell);
        }
        draw(result);
        return 0;
    }

    private Optional<FlowReplay> flowReplay(ContactLog log, Terms terms) {
        require(flow != null || node == null, "--node is of a flow; name it with --flow FLOW");
        return Optional.ofNullable(flow)
                .map(file -> FlowBacktest.of(file, Optional.ofNullable(node), log, terms));
    }

    private void tell(FlowResult result) {
        shell.out().println();
        FlowText.of(result).forEach(shell.out()::println);
    }

    private IntConsumer progress(String done, ContactLog log) {
        return new Progress(shell.err(), done, log.rows().size())::at;
    }

    private Terms terms() {
        require(maxOptions >= 2, "--max-options " + maxOptions + ": write 2 or more");
        require(
                warmup > 0 && warmup < 1,
                "--warmup " + warmup + ": write a share above 0 and below 1, such as 0.3");
        require(
                scoreFrom >= warmup && scoreFrom < 1,
                "--score-from "
                        + scoreFrom
                        + ": write a share from --warmup on and below 1, such as 0.5: what fixes"
                        + " the menu cannot be scored");
        require(
                secondsPerOption > 0 && secondsPerOption <= 600,
                "--seconds-per-option " + secondsPerOption + ": write seconds above 0, up to 600");
        var perOption = Duration.ofNanos(Math.round(secondsPerOption * 1e9));
        return new Terms(maxOptions, warmup, scoreFrom, perOption, zone);
    }

    private static void require(boolean held, String problem) {
        if (!held) {
            throw new UsageException(problem);
        }
    }

    /** What is skipped, and whether what is left is worth replaying. */
    private void tell(ContactLog log) {
        log.notes().forEach(shell.err()::println);
        var bad = log.skipped();
        log.mistakes().stream()
                .limit(MOST_TOLD)
                .forEach(wrong -> shell.err().println(wrong.words()));
        if (bad > 0) {
            shell.err().println(bad + (bad == 1 ? " row was" : " rows were") + " skipped");
        }
        log.strangeChannels()
                .forEach((channel, count) ->
                        shell.err()
                                .printf(
                                        Locale.ROOT,
                                        "channel '%s' (rows: %,d) is not known and counts as phone%n",
                                        channel,
                                        count));
        require(
                bad <= Math.max(MOST_TOLD, MOST_BAD * (bad + log.rows().size())),
                file + ": too many rows cannot be read; mend them, or check the columns");
        require(
                log.rows().size() >= FEWEST_CONTACTS,
                "%s: %d contacts are too few; bring %d or more, better some thousands"
                        .formatted(file, log.rows().size(), FEWEST_CONTACTS));
    }

    /** Before the work, not after it. */
    private void makePlotFolder() {
        try {
            if (plot != null) {
                Files.createDirectories(plot);
            }
        } catch (IOException failure) {
            throw notWritten(failure);
        }
    }

    private void draw(Result result) {
        try {
            if (plot != null) {
                Charts.write(result, plot).forEach(chart -> shell.err().println("wrote " + chart));
            }
        } catch (IOException failure) {
            throw notWritten(failure);
        }
    }

    private UsageException notWritten(IOException failure) {
        var why = failure instanceof FileAlreadyExistsException ? "it is a file" : "" + failure;
        return new UsageException("--plot " + plot + " cannot be written: " + why);
    }
}
