package io.recaller.cli;

import io.recaller.LentDatabase;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.terminal.Shell;
import io.recaller.cli.terminal.WallTime;
import io.recaller.db.Restore;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads a backup into a database that holds nothing yet. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a file of recaller backup into the database of the settings: all of it or"
                    + " nothing. The database must hold nothing and be in use by nobody; an older"
                    + " backup is brought to this version.",
            "Put pin.pepper back beside it, or PINs must be set anew."
        },
        footer = {
            "%nExamples:",
            "  recaller restore recaller-2026-11-26.backup",
            "  recaller restore today.backup --settings /etc/recaller/recaller.yaml"
        })
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the file to read")
    private Path file = Path.of("");

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    RestoreCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var read = settings.read(shell.environment());
        try (var database = LentDatabase.of(read)) {
            var restored =
                    Restore.read(
                            file, database.access(), new RowsMoved(shell.err(), "rows read")::at);
            shell.out()
                    .printf(
                            Locale.ROOT,
                            "%,d rows of %d tables are in, as they were at %s%n",
                            restored.rows(),
                            restored.tables(),
                            WallTime.of(restored.at(), read.zone()));
        }
        return 0;
    }
}
