package io.recaller.settings;

import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.PepperNames;
import io.recaller.db.Database;
import io.recaller.db.DiskRoom;
import io.recaller.settings.file.SecretFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the keys PINs are encrypted with. The first server on a database makes it; whoever
 * comes to a database that knows keys must bring the file along. Without it everything else goes
 * on: a caller who would key a PIN goes to a person.
 */
public final class PepperFile {
    private static final Logger LOG = LoggerFactory.getLogger(PepperFile.class);
    private static final String HEAD =
            """
            # The keys customers' PINs are encrypted with. Without this file no PIN can be checked.
            # Keep a copy, but not beside copies of the database. Every server of this database needs it.
            """;

    private PepperFile() {}

    /** Reads it, or makes it where no PIN was ever encrypted; blocking, used once, at start. */
    public static Pepper open(Path file, Database database) {
        var pepper = read(file, database, () -> made(file));
        switch (pepper) {
            case Pepper.Keys(var keys) ->
                    database.runInTransaction(tx -> PepperNames.add(tx, keys.activeId()));
            case Pepper.Missing(var problem) -> LOG.atError().log(problem);
        }
        return pepper;
    }

    /** As {@link #open}, and makes nothing. */
    public static Pepper look(Path file, Database database) {
        return read(
                file,
                database,
                () -> new Pepper.Missing(file + " is not there yet: the first server makes it"));
    }

    /**
     * Reads it.
     *
     * @param none where no PIN was ever encrypted
     */
    private static Pepper read(Path file, Database database, Supplier<Pepper> none) {
        try {
            return new Pepper.Keys(PepperKeys.parse(SecretFile.read("pins.pepper-file", file)));
        } catch (NoSuchFileException _) {
            if (!database.inTransaction(PepperNames::any)) {
                return none.get();
            }
            return Files.exists(file)
                    ? theOther(file)
                    : new Pepper.Missing(
                            file
                                    + " is missing: no PIN can be set or checked, callers go to a"
                                    + " person; bring it back from its copy or from another server"
                                    + " of this database (setting pins.pepper-file)");
        } catch (IllegalArgumentException e) {
            return missing(file, String.valueOf(e.getMessage()));
        } catch (AccessDeniedException _) {
            return missing(file, "may not be read by this user; change its owner");
        } catch (CharacterCodingException _) {
            return missing(file, "is no text; bring it back from its copy");
        } catch (IOException e) {
            return missing(file, "cannot be read: " + e.getMessage());
        }
    }

    private static Pepper missing(Path file, String why) {
        return new Pepper.Missing(
                file
                        + " "
                        + why
                        + "; until then no PIN can be set or checked, callers go to a person");
    }

    private static Pepper made(Path file) {
        var key = PepperKeys.newKey(new SecureRandom());
        try {
            var folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            var owned = PosixFilePermissions.fromString("rw-------");
            var unfinished =
                    Files.createTempFile(
                            folder, "pepper", ".part", PosixFilePermissions.asFileAttribute(owned));
            Files.writeString(unfinished, HEAD + key + System.lineSeparator());
            giveTo(Files.getOwner(folder), unfinished);
            put(unfinished, file);
        } catch (FileAlreadyExistsException _) {
            return theOther(file);
        } catch (IOException e) {
            return missing(file, "cannot be made: " + DiskRoom.words(file, e));
        }
        LOG.atInfo()
                .addKeyValue("file", file)
                .log("made the pepper of PINs; keep a copy, apart from the database's");
        return new Pepper.Keys(PepperKeys.parse(key));
    }

    /** Whole or not at all, and never over a key that another start has made in the meantime. */
    private static void put(Path unfinished, Path file) throws IOException {
        try {
            Files.createLink(file, unfinished);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static Pepper theOther(Path file) {
        try {
            return new Pepper.Keys(PepperKeys.parse(SecretFile.read("pins.pepper-file", file)));
        } catch (IOException | IllegalArgumentException e) {
            return missing(
                    file, "was made by another start, but cannot be read: " + e.getMessage());
        }
    }

    /** Who makes it as root makes it for the server's account; others cannot, and need not. */
    private static void giveTo(UserPrincipal owner, Path file) {
        try {
            Files.setOwner(file, owner);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.toString()).log("pepper stays with its maker");
        }
    }
}
