package io.recaller.asterisk.prompt;

import io.recaller.voicemail.Utterance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A file into which Asterisk writes what a caller says, for as long as that lasts. It is made
 * beforehand, so that it is this user's from the first: Asterisk opens it as it is. It has no
 * header that an end in the middle would leave untrue.
 */
public final class Draft implements AutoCloseable {
    /** As Asterisk calls it, and the file's ending. */
    public static final String FORMAT = "ulaw";

    private final Path place;

    private Draft(Path place) {
        this.place = place;
    }

    /** Empty yet. */
    static Draft in(Path folder, Set<PosixFilePermission> writable) throws IOException {
        var draft = new Draft(folder.resolve("" + UUID.randomUUID()));
        var own =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(draft.file(), own);
        Files.setPosixFilePermissions(draft.file(), writable);
        return draft;
    }

    /** Without the ending. */
    public String path() {
        return place.toString();
    }

    /** What is in it now, at most so many bytes. */
    public Utterance sound(int most) throws IOException {
        try (var in = Files.newInputStream(file())) {
            return Utterance.of(in.readNBytes(most));
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return place.resolveSibling(place.getFileName() + "." + FORMAT);
    }
}
