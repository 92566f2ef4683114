package io.recaller.db;

import io.recaller.db.BackupManifest.Table;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes all rows of a database into one file, as they were at one moment, while servers go on: a
 * ZIP of what COPY writes, table by table. Needs no client programs, whose version would have to be
 * that of the server.
 */
public final class Backup {
    private Backup() {}

    /** What was written. */
    public record Written(String schema, int tables, long rows, long bytes) {}

    /**
     * Writes it; the file is there when it is whole, and only its owner can read it.
     *
     * @param progress told now and then how many rows are written
     * @throws BackupException when the file is there already, cannot be written, or there is no
     *     schema to back up
     * @throws DatabaseUnavailableException when the database cannot be reached
     */
    public static Written write(
            DatabaseSettings settings, Path file, Instant now, LongConsumer progress) {
        if (Files.exists(file)) {
            throw new BackupException(file + " is there already; name a file that is not");
        }
        var half = file.resolveSibling(file.getFileName() + ".unfinished");
        try (var _ = new UnfinishedFile(half)) {
            Files.deleteIfExists(half);
            var manifest = writeAll(settings, half, now, progress);
            Files.move(half, file);
            return new Written(
                    manifest.schema(), manifest.tables().size(), manifest.rows(), Files.size(file));
        } catch (IOException failure) {
            throw new BackupException(file + " was not written: " + why(file, failure), failure);
        } catch (SQLException failure) {
            throw new BackupException(file + " was not written: " + failure.getMessage(), failure);
        }
    }

    /** Of a folder that is not there, or is another user's, the failure names the file alone. */
    private static String why(Path file, IOException failure) {
        var folder = file.toAbsolutePath().getParent();
        return switch (failure) {
            case NoSuchFileException _ -> "there is no folder " + folder + "; make it first";
            case AccessDeniedException _ ->
                    System.getProperty("user.name")
                            + ", as whom this runs, may not write in "
                            + folder
                            + "; name a folder of "
                            + System.getProperty("user.name")
                            + "'s";
            default -> DiskRoom.words(file, failure);
        };
    }

    private static BackupManifest writeAll(
            DatabaseSettings settings, Path half, Instant now, LongConsumer progress)
            throws IOException, SQLException {
        try (var database = BackupConnection.open(settings);
                var channel = created(half)) {
            database.seeOneMoment();
            var schema =
                    database.schema()
                            .orElseThrow(() ->
                                    new BackupException(
                                            "there is nothing to back up: no server has used this"
                                                    + " database yet"));
            var zip =
                    new ZipOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(channel)));
            var counted = new Counted(zip, progress);
            var tables = new ArrayList<Table>();
            for (var table : database.tables()) {
                zip.putNextEntry(new ZipEntry(table.entry()));
                tables.add(table.with(database.copyOut(table, counted)));
                zip.closeEntry();
            }
            var manifest =
                    new BackupManifest(
                            schema, now, tables, database.sequences(), database.months());
            zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
            zip.write(manifest.json());
            zip.closeEntry();
            zip.finish();
            zip.flush();
            channel.force(true);
            return manifest;
        }
    }

    private static FileChannel created(Path file) throws IOException {
        var mine = PosixFilePermissions.fromString("rw-------");
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(mine));
    }

    /** COPY hands over a row at a time. */
    private static final class Counted extends FilterOutputStream {
        private final LongConsumer progress;
        private long rows;

        Counted(OutputStream out, LongConsumer progress) {
            super(out);
            this.progress = progress;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            progress.accept(++rows);
        }
    }
}
