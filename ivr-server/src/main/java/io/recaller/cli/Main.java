package io.recaller.cli;

import io.recaller.Version;
import io.recaller.backtest.log.ContactLog;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.PlainOutput;
import io.recaller.cli.terminal.Shell;
import io.recaller.customer.pin.Pepper;
import io.recaller.db.BackupException;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.PostgresException;
import io.recaller.db.UnreadyDatabaseException;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
            PrintStream terminal,
            PrintStream errors) {
        var out = new PlainOutput(terminal);
        var err = new PlainOutput(errors);
        var shell = new Shell(in, out, err, environment, InstantSource.system());
        var server = ServeCommand.plain(List.of(arguments), shell);
        return server.isPresent() ? served(server.get(), err) : line(shell).execute(arguments);
    }

    private static int served(ServeCommand server, PrintStream err) {
        try {
            return server.call();
        } catch (Exception failure) { // as of any other command
            return failed(failure, err);
        }
    }

    private static CommandLine line(Shell shell) {
        var err = shell.err();
        return GivenTimes.read(new Commands(shell).below(new Main()))
                .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, words) -> misused(wrong, words, err))
                .setExecutionExceptionHandler((failure, _, _) -> failed(failure, err));
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
            case UnreadyDatabaseException plain -> said(plain, err);
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
