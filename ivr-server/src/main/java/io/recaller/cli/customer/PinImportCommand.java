package io.recaller.cli.customer;

import io.recaller.FlowShelf;
import io.recaller.Stores;
import io.recaller.cli.option.CsvOptions;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.terminal.Progress;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
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

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final InstantSource clock;

    public PinImportCommand(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            InstantSource clock) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var csv = written.read(file, in);
        csv.format()
                .ifPresent(format -> err.println(CsvOptions.name(file) + " is read as: " + format));
        var rows = PinRows.of(csv);
        var read = settings.read(environment);
        var lengths = FlowShelf.pinLengths(read);
        try (var stores = Stores.open(read)) {
            var progress = new Progress(err, "rows read", rows.size());
            var imported = new PinImport(stores, rows, create, clock, progress, lengths).run();
            imported.mistakes().tell(err);
            imported.doubts().forEach(err::println);
            out.printf(
                    "PINs set: %d; rows left out: %d%n",
                    imported.set(), imported.mistakes().count());
            return imported.mistakes().count() == 0 ? 0 : 1;
        }
    }
}
