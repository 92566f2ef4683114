package io.recaller.cli;

import io.recaller.Version;
import io.recaller.backtest.log.ContactLog;
import io.recaller.cli.customer.CustomerCommand;
import io.recaller.cli.customer.LinkCommand;
import io.recaller.cli.customer.NoticeCommand;
import io.recaller.cli.customer.PinCommand;
import io.recaller.cli.customer.PinImportCommand;
import io.recaller.cli.customer.RecommendationCommand;
import io.recaller.cli.learning.BacktestCommand;
import io.recaller.cli.learning.LearnCommand;
import io.recaller.cli.learning.PolicyCommand;
import io.recaller.cli.live.AgentsCommand;
import io.recaller.cli.live.QueueCommand;
import io.recaller.cli.live.WhyCommand;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.report.AgentReportCommand;
import io.recaller.cli.report.QueueReportCommand;
import io.recaller.cli.report.RecommendationReportCommand;
import io.recaller.cli.report.ReportCommand;
import io.recaller.cli.simulate.CallTime;
import io.recaller.cli.simulate.SimulateCommand;
import io.recaller.cli.user.UserCommand;
import io.recaller.customer.pin.Pepper;
import io.recaller.db.BackupException;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.PostgresException;
import io.recaller.db.Storable;
import io.recaller.db.UnstorableException;
import io.recaller.lab.debian.PackagesUnavailableException;
import io.recaller.lab.instance.AsteriskUnavailableException;
import io.recaller.settings.file.SettingsException;
import io.recaller.speech.SynthesisException;
import io.recaller.text.TextFile;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line's entrance. */
@Command(
        name = "recaller",
        description = "A phone-menu server that remembers, for a stock Asterisk.",
        mixinStandardHelpOptions = true,
        version = "recaller " + Version.NUMBER,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExit codes: 0 ok, 1 something was found wrong, 2 the command could not do its work.",
            "%nExamples:",
            "  recaller demo --once",
            "  recaller check dialplans/flows/telecom.yaml",
            "  recaller simulate dialplans/flows/telecom.yaml --from +77011234567 --keys 6"
        })
public final class Main implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @Spec private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, System.getenv(), System.in, out, err));
    }

    /** Runs one command; for tests too. */
    static int run(
            String[] arguments,
            Map<String, String> environment,
            InputStream in,
            PrintStream out,
            PrintStream err) {
        var server = ServeCommand.plain(List.of(arguments), out, environment);
        return server.isPresent()
                ? served(server.get(), err)
                : line(environment, in, out, err).execute(arguments);
    }

    private static int served(ServeCommand server, PrintStream err) {
        try {
            return server.call();
        } catch (Exception failure) { // as of any other command
            return failed(failure, err);
        }
    }

    private static CommandLine line(
            Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        var clock = InstantSource.system();
        return new CommandLine(new Main())
                .addSubcommand(new DemoCommand(out, environment))
                .addSubcommand(new CheckCommand(out, environment))
                .addSubcommand(new SimulateCommand(in, out, err, environment, clock))
                .addSubcommand(new BacktestCommand(out, err, clock))
                .addSubcommand(new ServeCommand(out, environment))
                .addSubcommand(UserCommand.group(out, err, environment, clock))
                .addSubcommand(
                        new CommandLine(PinCommand.group())
                                .addSubcommand(new PinCommand.Set(in, out, environment, clock))
                                .addSubcommand(new PinCommand.Unlock(out, environment, clock))
                                .addSubcommand(
                                        new PinImportCommand(in, out, err, environment, clock)))
                .addSubcommand(
                        new CommandLine(CustomerCommand.group())
                                .addSubcommand(new CustomerCommand.Set(out, environment, clock))
                                .addSubcommand(new CustomerCommand.Show(out, environment, clock)))
                .addSubcommand(
                        new CommandLine(NoticeCommand.group())
                                .addSubcommand(new NoticeCommand.Add(out, environment, clock))
                                .addSubcommand(new NoticeCommand.Listing(out, environment, clock))
                                .addSubcommand(new NoticeCommand.Cancel(out, environment, clock)))
                .addSubcommand(
                        new CommandLine(RecommendationCommand.group())
                                .addSubcommand(
                                        new RecommendationCommand.Import(
                                                in, out, err, environment, clock))
                                .addSubcommand(
                                        new RecommendationCommand.Listing(out, environment, clock))
                                .addSubcommand(
                                        new RecommendationCommand.Withdraw(
                                                out, environment, clock)))
                .addSubcommand(
                        new CommandLine(LinkCommand.group())
                                .addSubcommand(new LinkCommand.Listing(out, environment, clock))
                                .addSubcommand(new LinkCommand.Prove(out, environment, clock))
                                .addSubcommand(new LinkCommand.Undo(out, environment, clock)))
                .addSubcommand(new WhyCommand(out, environment, clock))
                .addSubcommand(new QueueCommand(out, environment, clock))
                .addSubcommand(new AgentsCommand(out, environment, clock))
                .addSubcommand(
                        new CommandLine(ReportCommand.group())
                                .addSubcommand(new ReportCommand.Menu(out, environment, clock))
                                .addSubcommand(new QueueReportCommand(out, environment, clock))
                                .addSubcommand(new AgentReportCommand(out, environment, clock))
                                .addSubcommand(
                                        new RecommendationReportCommand(out, environment, clock)))
                .addSubcommand(
                        new CommandLine(PolicyCommand.group())
                                .addSubcommand(new PolicyCommand.Off(out, environment, clock))
                                .addSubcommand(new PolicyCommand.On(out, environment, clock)))
                .addSubcommand(new LearnCommand(out, err, environment, clock))
                .addSubcommand(new BackupCommand(out, err, environment, clock))
                .addSubcommand(new RestoreCommand(out, err, environment))
                .addSubcommand(new DoctorCommand(out, environment))
                .addSubcommand(new HelpCommand())
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(
                        Instant.class,
                        read(Main::instant, "an instant; write it as 2026-11-21T10:00:00Z"))
                .registerConverter(
                        CallTime.class,
                        read(
                                CallTime::parse,
                                "a time; write it as 2026-11-21T15:00, or with its offset"
                                        + " as 2026-11-21T10:00:00Z"))
                .registerConverter(
                        LocalDate.class, read(Main::day, "a day; write it as 2026-11-21"))
                .registerConverter(
                        ZoneId.class, read(ZoneId::of, "a time zone; write it as Asia/Almaty"))
                .setParameterExceptionHandler((wrong, words) -> misused(wrong, words, err))
                .setExecutionExceptionHandler((failure, _, _) -> failed(failure, err));
    }

    private static Instant instant(String text) {
        var at = Instant.parse(text);
        if (!Storable.canHold(at)) {
            throw new DateTimeException("out of range");
        }
        return at;
    }

    private static LocalDate day(String text) {
        var day = LocalDate.parse(text);
        if (day.getYear() < 1 || day.getYear() > 9998) {
            throw new DateTimeException("out of range");
        }
        return day;
    }

    private static <T> ITypeConverter<T> read(Function<String, T> parse, String expected) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (DateTimeException _) {
                throw new TypeConversionException("'" + text + "' is not " + expected);
            }
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /** Says what is wrong and what to do; who names no command is shown all there are. */
    private static int misused(ParameterException wrong, String[] words, PrintStream err) {
        var command = wrong.getCommandLine();
        var misuse = new Misuse(wrong, List.of(words));
        err.println("recaller: " + misuse.words());
        if (command.getSubcommands().isEmpty() || misuse.isSlip()) {
            err.println("  try: " + command.getCommandSpec().qualifiedName() + " --help");
        } else {
            command.usage(err);
        }
        return 2;
    }

    /** Its words say what to do; there is nothing more to see. */
    private static void said(Exception failure, PrintStream err) {
        LOG.atDebug().setCause(failure).log("command failed");
        err.println("recaller: " + failure.getMessage());
    }

    /** No stack trace reaches a user; the log has it. */
    private static int failed(Exception failure, PrintStream err) {
        switch (failure) {
            case ContactLog.UnreadableException log -> err.println("recaller: " + log.getMessage());
            case TextFile.UnreadableException file -> err.println("recaller: " + file.getMessage());
            case Pepper.MissingException missing ->
                    err.println("recaller: " + missing.getMessage());
            case UnstorableException value ->
                    err.println(
                            "recaller: something given holds "
                                    + value.getMessage()
                                    + "; nothing was stored");
            case PostgresException postgres -> err.println("recaller: " + postgres.getMessage());
            case DatabaseUnavailableException away ->
                    err.println(
                            "recaller: "
                                    + away.getMessage()
                                    + "\n  recaller doctor says what is wrong with it");
            case DataAccessException refused -> {
                LOG.atDebug().setCause(refused).log("command failed");
                err.println(
                        "recaller: the database refused it (SQLSTATE "
                                + refused.sqlState()
                                + "); nothing was changed\n"
                                + "  run again with RECALLER_LOG_LEVEL=DEBUG to see why");
            }
            case BackupException plain -> said(plain, err);
            case SynthesisException plain -> said(plain, err);
            case PackagesUnavailableException plain -> said(plain, err);
            case AsteriskUnavailableException plain -> said(plain, err);
            case UsageException usage -> err.println("recaller: " + usage.getMessage());
            case SettingsException mistakes -> err.println(mistakes.getMessage());
            default -> {
                LOG.atDebug().setCause(failure).log("command failed");
                var words = failure.getMessage();
                err.println("recaller: " + (words == null ? failure.toString() : words));
                err.println("  run again with RECALLER_LOG_LEVEL=DEBUG to see where");
            }
        }
        return 2;
    }
}
