package io.recaller.cli;

import io.recaller.LentDatabase;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.terminal.Shell;
import io.recaller.db.Backup;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes all rows of the database into a file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Writes everything in the database into one file, as it is at one moment, while servers"
                    + " go on or while all is stopped. Needs no PostgreSQL client programs. The file"
                    + " must not be there yet; only you can read it: it holds callers' numbers.",
            "Not in it: pin.pepper (keep a copy apart from this file), settings, flows, recorded"
                    + " prompts."
        },
        footer = {
            "%nExamples:",
            "  recaller backup recaller-$(date +%%F).backup",
            "  recaller backup /mnt/backup/today.backup \\",
            "    --settings /etc/recaller/recaller.yaml"
        })
final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the file to write")
    private Path file = Path.of("");

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    BackupCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var read = settings.read(shell.environment());
        try (var database = LentDatabase.toRead(read)) {
            var written =
                    Backup.write(
                            database.access(),
                            file,
                            shell.clock().instant(),
                            new RowsMoved(shell.err(), "rows written")::at);
            shell.out()
                    .printf(
                            Locale.ROOT,
                            "%s: %,d rows of %d tables, %,d bytes, schema %s%n",
                            file,
                            written.rows(),
                            written.tables(),
                            written.bytes(),
                            written.schema());
        }
        shell.out()
                .println(
                        "Not in it: the key of the PINs, "
                                + read.pepper()
                                + "; keep a copy of that apart from this file.");
        return 0;
    }
}
