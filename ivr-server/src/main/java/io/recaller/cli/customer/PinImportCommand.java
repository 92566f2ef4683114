package io.recaller.cli.customer;

import io.recaller.FlowShelf;
import io.recaller.Stores;
import io.recaller.cli.option.CsvOptions;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Progress;
import io.recaller.cli.terminal.Shell;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets many customers' PINs. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Sets the PINs of many customers from a CSV file whose first line names the columns"
                        + " number and pin; other columns are left out. A row that is wrong is told"
                        + " and the rest is taken; running it again does no harm.",
        footer = {
            "%nExit code 1 when a row was left out.",
            "%nExamples:",
            "  recaller pin import pins.csv",
            "  gpg -d pins.csv.gpg | recaller pin import - --create"
        })
public final class PinImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the CSV file; - is standard input")
    private Path file = Path.of("");

    @Option(names = "--create", description = "make a customer when nobody has the number")
    private boolean create;

    @Mixin private CsvOptions written = new CsvOptions();

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    public PinImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var csv = written.read(file, shell.in());
        csv.format()
                .ifPresent(format ->
                        shell.err().println(CsvOptions.name(file) + " is read as: " + format));
        var rows = PinRows.of(csv);
        if (rows.size() == 0 && rows.unclosed().isEmpty()) {
            throw new UsageException(
                    rows.name() + " has no rows below its first line; nothing is set");
        }
        var read = settings.read(shell.environment());
        var lengths = FlowShelf.pinLengths(read);
        try (var stores = Stores.open(read)) {
            var progress = new Progress(shell.err(), "rows read", rows.size());
            var imported =
                    new PinImport(stores, rows, create, shell.clock(), progress, lengths).run();
            imported.mistakes().tell(shell.err());
            imported.doubts().forEach(shell.err()::println);
            shell.out()
                    .printf(
                            "PINs set: %d; rows left out: %d%n",
                            imported.set(), imported.mistakes().count());
            return imported.mistakes().count() == 0 ? 0 : 1;
        }
    }
}
