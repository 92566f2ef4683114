package io.recaller.db;

import io.recaller.db.BackupManifest.Table;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Reads a backup into a database that holds nothing yet. All of it, in one transaction, or nothing;
 * then the schema is brought to the version of this program.
 */
public final class Restore {
    /** What a new schema holds by itself. */
    private static final Set<String> NEVER_EMPTY = Set.of("learning");

    private final Path file;
    private final DatabaseSettings settings;
    private final LongConsumer progress;

    private Restore(Path file, DatabaseSettings settings, LongConsumer progress) {
        this.file = file;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * What was read.
     *
     * @param at when the backup was made
     */
    public record Restored(Instant at, int tables, long rows) {}

    /**
     * Restores it.
     *
     * @param progress told now and then how many rows are in
     * @throws BackupException when the file is no whole backup, of a newer schema, or the database
     *     is in use or holds rows: nothing was changed
     * @throws DatabaseUnavailableException when the database cannot be reached
     */
    public static Restored read(Path file, DatabaseSettings settings, LongConsumer progress) {
        return new Restore(file, settings, progress).run();
    }

    private Restored run() {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new BackupException(file + " is not there or may not be read; check the path");
        }
        try (var zip = opened()) {
            var manifest = manifest(zip);
            refuseNewer(file.toString(), manifest.schema());
            refuseUsed(manifest.schema());
            Migration.runTo(settings, manifest.schema());
            fill(zip, manifest);
            bringUp(manifest);
            return new Restored(manifest.at(), manifest.tables().size(), manifest.rows());
        } catch (IOException | SQLException failure) {
            throw new BackupException(
                    file + " was not restored, nothing is in: " + failure.getMessage(), failure);
        }
    }

    private ZipFile opened() throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException other) {
            throw new BackupException(
                    file + " is no backup made by recaller backup, or was cut off", other);
        }
    }

    private BackupManifest manifest(ZipFile zip) throws IOException {
        var entry = zip.getEntry(BackupManifest.ENTRY);
        if (entry == null) {
            throw new BackupException(file + " is no backup made by recaller backup");
        }
        try (var in = new WholeEntry(zip, entry)) {
            var bytes = in.readAllBytes();
            in.refuseDamaged();
            return BackupManifest.read(bytes);
        }
    }

    private void refuseNewer(String what, String schema) {
        if (!Migration.knows(settings, schema)) {
            throw new BackupException(
                    what
                            + " is of a newer Recaller (schema "
                            + schema
                            + "); restore it with that version");
        }
    }

    private void refuseUsed(String schema) throws SQLException {
        try (var database = BackupConnection.open(settings)) {
            refuseOthers(database.others());
            database.schema().ifPresent(there -> refuseThere(there, schema));
            for (var table : database.tables()) {
                if (!NEVER_EMPTY.contains(table.name()) && !database.isEmpty(table.name())) {
                    throw new BackupException(
                            "the database at "
                                    + settings.place()
                                    + " holds rows already (table "
                                    + table.name()
                                    + "), and restoring never overwrites; give an empty one: move"
                                    + " the folder of the PostgreSQL brought along away while it is"
                                    + " stopped, or create another database");
                }
            }
        }
    }

    private void refuseOthers(List<String> others) {
        if (!others.isEmpty()) {
            throw new BackupException(
                    "the database at "
                            + settings.place()
                            + " is in use by "
                            + String.join(", ", others)
                            + "; stop every server first, and close what else is connected");
        }
    }

    /** Rows of an older schema must go through every change that came after it. */
    private void refuseThere(String there, String schema) {
        var place = "the database at " + settings.place();
        refuseNewer(place, there);
        if (MigrationVersion.fromVersion(there).isNewerThan(schema)) {
            throw new BackupException(
                    place
                            + " has a newer schema ("
                            + there
                            + ") than the backup ("
                            + schema
                            + "), because a server or a command used it before; give one that"
                            + " nothing has used: move the folder of the PostgreSQL brought along"
                            + " away while it is stopped, or create another database");
        }
    }

    private void fill(ZipFile zip, BackupManifest manifest) throws IOException, SQLException {
        try (var database = BackupConnection.open(settings)) {
            var tables = manifest.tables();
            var links = withoutLinks(database);
            for (var table : tables) {
                database.run(alter(table) + " disable trigger user");
            }
            for (var table : NEVER_EMPTY) {
                database.run("delete from " + BackupConnection.quoted(table));
            }
            makeMonths(database, manifest.months());
            var counted = new long[1];
            for (var table : tables) {
                counted[0] += copy(zip, database, table, counted[0]);
                database.run(alter(table) + " enable trigger user");
            }
            for (var link : links) {
                database.run(link);
            }
            for (var sequence : manifest.sequences()) {
                database.strings(
                        "select setval('public.%s', %d, %b)"
                                .formatted(
                                        BackupConnection.quoted(sequence.name()),
                                        sequence.value(),
                                        sequence.called()));
            }
            database.commit();
        }
    }

    /** All rows are in: what fails now is done by the next start of a server. */
    private void bringUp(BackupManifest manifest) {
        try (var database = BackupConnection.open(settings)) {
            Migration.run(settings);
            database.run("analyze");
            database.commit();
        } catch (SQLException | RuntimeException failure) {
            throw new BackupException(
                    "all rows of "
                            + file
                            + " are in, as schema "
                            + manifest.schema()
                            + ", but this version's schema is not complete: "
                            + failure.getMessage()
                            + "; start the server, it goes on",
                    failure);
        }
    }

    private static String alter(Table table) throws SQLException {
        return "alter table " + BackupConnection.quoted(table.name());
    }

    /**
     * Takes the foreign keys away, so that tables may be filled in any order.
     *
     * @return what puts them back, which checks them all
     */
    private static List<String> withoutLinks(BackupConnection database) throws SQLException {
        var constraints =
                " from pg_constraint where contype = 'f' and conparentid = 0 and connamespace ="
                        + " 'public'::regnamespace order by oid";
        var alter = "select 'alter table ' || conrelid::regclass";
        var back =
                database.strings(
                        alter
                                + " || ' add constraint ' || quote_ident(conname) || ' ' ||"
                                + " pg_get_constraintdef(oid)"
                                + constraints);
        for (var drop :
                database.strings(
                        alter + " || ' drop constraint ' || quote_ident(conname)" + constraints)) {
            database.run(drop);
        }
        return back;
    }

    /** Rows of months without one would lie in the default partition. */
    private static void makeMonths(BackupConnection database, List<String> months)
            throws SQLException {
        for (var month : months) {
            var at = YearMonth.parse(month).atDay(1) + "T00:00:00Z";
            database.strings("select ensure_contact_partitions('%1$s', '%1$s')".formatted(at));
        }
    }

    private long copy(ZipFile zip, BackupConnection database, Table table, long before)
            throws IOException, SQLException {
        var entry = zip.getEntry(table.entry());
        if (entry == null) {
            throw new IOException("the rows of " + table.name() + " are missing in it");
        }
        try (var whole = new WholeEntry(zip, entry);
                var in = new Counted(whole, before, progress)) {
            var rows = database.copyIn(table, in);
            whole.refuseDamaged();
            if (rows != table.rows()) {
                throw new IOException(
                        "%s has %d rows of %d".formatted(table.name(), rows, table.rows()));
            }
            return rows;
        }
    }

    /** A line of COPY is a row: line ends within values are written as two letters. */
    private static final class Counted extends FilterInputStream {
        private final LongConsumer progress;
        private long rows;

        Counted(InputStream in, long before, LongConsumer progress) {
            super(new BufferedInputStream(in));
            this.rows = before;
            this.progress = progress;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            var read = in.read(bytes, from, length);
            for (var i = from; i < from + read; i++) {
                rows += bytes[i] == '\n' ? 1 : 0;
            }
            progress.accept(rows);
            return read;
        }
    }
}
