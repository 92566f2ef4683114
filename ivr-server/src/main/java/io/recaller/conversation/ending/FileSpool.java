package io.recaller.conversation.ending;

import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.conversation.dialogue.KeptEndRows;
import io.recaller.customer.CustomerStore;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.DiskRoom;
import io.recaller.db.UnstorableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends of contacts that the database did not take, one file each, readable by their owner only;
 * replayed by contact id when the database is back. What the disk does not take either, because
 * both are on a full one, is kept in memory until then. Any thread.
 */
public final class FileSpool implements Spool {
    private static final Logger LOG = LoggerFactory.getLogger(FileSpool.class);
    private static final int MOST = 10_000;

    private final Path folder;
    private final Database database;
    private final KeptEndRows rows;
    private final InstantSource clock;
    private final Map<ContactId, KeptEnd> unwritten = new ConcurrentHashMap<>();

    /** Keeps files in this folder, made when missing. */
    public FileSpool(
            Path folder,
            Database database,
            CustomerStore customers,
            ContactStore contacts,
            InstantSource clock) {
        this.clock = clock;
        this.folder = folder;
        this.database = database;
        this.rows = new KeptEndRows(customers, contacts);
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void keep(KeptEnd end) {
        var contact = end.contact();
        try {
            if (files().size() + unwritten.size() >= MOST) {
                LOG.atError()
                        .addKeyValue("contactId", contact)
                        .log("spool is full: an end is lost");
                return;
            }
            write(end);
            LOG.atWarn().addKeyValue("contactId", contact).log("end kept in the spool");
        } catch (IOException e) {
            keepUnwritten(end, e);
        }
    }

    private void write(KeptEnd end) throws IOException {
        var unfinished = Files.createTempFile(folder, "end", ".part");
        try {
            Files.writeString(unfinished, end.json());
            Files.move(
                    unfinished,
                    folder.resolve(end.contact() + ".json"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void keepUnwritten(KeptEnd end, IOException why) {
        unwritten.put(end.contact(), end);
        LOG.atError()
                .addKeyValue("contactId", end.contact())
                .addKeyValue("problem", DiskRoom.words(folder, why))
                .log("end kept in memory only, until the database takes it");
    }

    /**
     * Writes to the database what is kept, as far as it takes it. A file that cannot be read is set
     * aside as {@code .bad}.
     *
     * @param then told of each contact that was written: who was given to the ring group by then
     *     may have been in it for longer
     * @return how many were written
     */
    public int replay(Consumer<ContactId> then) {
        var written = 0;
        try {
            for (var end : unwritten.values()) {
                written += replay(end, then) ? 1 : 0;
            }
            for (var file : waiting()) {
                written += replay(file, then) ? 1 : 0;
            }
        } catch (DatabaseUnavailableException | UncheckedIOException e) {
            LOG.atInfo().addKeyValue("error", e.toString()).log("spool waits");
        }
        return written;
    }

    private boolean replay(KeptEnd end, Consumer<ContactId> then) {
        try {
            database.runInTransaction(tx -> rows.write(tx, end.notAfter(clock.instant())));
            then.accept(end.contact());
        } catch (DatabaseUnavailableException away) {
            throw away;
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("contactId", end.contact()).setCause(e).log("end not taken");
        }
        return unwritten.remove(end.contact(), end);
    }

    private boolean replay(Path file, Consumer<ContactId> then) {
        try {
            var end = KeptEnd.read(Files.readString(file)).notAfter(clock.instant());
            database.runInTransaction(tx -> rows.write(tx, end));
            Files.deleteIfExists(file);
            then.accept(end.contact());
            return true;
        } catch (CharacterCodingException e) {
            setAside(file, new IllegalArgumentException("not UTF-8", e));
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException | UnstorableException e) {
            setAside(file, e);
            return false;
        } catch (DatabaseUnavailableException away) {
            throw away;
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("file", file).setCause(e).log("end not taken; kept");
            return false;
        }
    }

    private static void setAside(Path file, RuntimeException cause) {
        LOG.atError().addKeyValue("file", file).setCause(cause).log("not an end; set aside");
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".bad"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ends kept now. */
    public List<Path> waiting() {
        try {
            return files();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }
}
