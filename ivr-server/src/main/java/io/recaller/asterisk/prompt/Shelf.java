package io.recaller.asterisk.prompt;

import io.recaller.speech.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * The folder of finished prompt files: {@code LANGUAGE/VOICE/ADDRESS.{wav,alaw,ulaw}}. Several
 * processes may share it: a file appears whole or not at all, and the µ-law one last.
 */
final class Shelf {
    /** How what is being made is called. */
    static final String NEW = ".new";

    private static final List<String> KINDS = List.of("wav", "alaw", "ulaw");

    /** Flows' texts are no secret, and Asterisk may be another user than the server. */
    private static final Set<PosixFilePermission> READABLE =
            PosixFilePermissions.fromString("rw-r--r--");

    private static final Set<PosixFilePermission> PASSABLE =
            PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path folder;

    Shelf(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    Path folder() {
        return folder;
    }

    /** Where a prompt in a voice belongs. */
    Path place(Prompt prompt, String voice) {
        return folder.resolve(prompt.language().tag(), voice, prompt.address());
    }

    /** Where the copy of a recording belongs; another recording gets another place. */
    Path place(Prompt prompt, Path recording) throws IOException {
        var sum = new CRC32C();
        sum.update(Files.readAllBytes(recording));
        var name = "recorded-" + HexFormat.of().toHexDigits((int) sum.getValue());
        return place(prompt, name);
    }

    /** Shows every server that shares the folder that the prompt is still wanted. */
    static void touch(Path place, Instant now) throws IOException {
        for (var kind : KINDS) {
            var file = with(place, "." + kind);
            if (Files.exists(file)) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        }
    }

    /**
     * Deletes what nobody touched since then, half-made prompts of killed servers included.
     *
     * @return how many files
     */
    static int sweep(Path folder, Instant since, Predicate<Path> mine) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        List<Path> left;
        try (var files = Files.walk(folder)) {
            left = files.filter(mine).filter(file -> isLeft(file, since)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        var deleted = 0;
        for (var file : left.reversed()) {
            deleted += delete(file) ? 1 : 0;
        }
        return deleted;
    }

    private static boolean delete(Path file) throws IOException {
        try {
            return Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException _) {
            return false;
        }
    }

    /** The finished prompt at a place, if it was made or touched since then. */
    static Optional<PromptFile> youngerAt(Path place, Instant since) {
        return at(place).filter(_ -> isYounger(place, since));
    }

    private static boolean isYounger(Path place, Instant since) {
        try {
            return Files.getLastModifiedTime(with(place, ".ulaw")).toInstant().isAfter(since);
        } catch (IOException _) {
            return false;
        }
    }

    /** A folder only when it is of a prompt that was never finished. */
    private static boolean isLeft(Path file, Instant since) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(since)
                    && (!Files.isDirectory(file)
                            || String.valueOf(file.getFileName()).startsWith(NEW));
        } catch (IOException _) {
            // Another server was quicker.
            return false;
        }
    }

    /** The finished prompt at a place. */
    static Optional<PromptFile> at(Path place) {
        try {
            var samples = Files.size(with(place, ".ulaw"));
            return Optional.of(
                    new PromptFile(place.toString(), Pcm.lengthOf(samples, Pcm.TELEPHONE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Readable for Asterisk, whatever the server's umask takes away. */
    PromptFile put(Pcm sound, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        openAbove(place);
        return put(sound, place, READABLE);
    }

    /** Lets Asterisk read a prompt that an older server made under a narrow umask. */
    void open(Path place) throws IOException {
        for (var kind : KINDS) {
            permit(with(place, "." + kind), READABLE);
        }
        openAbove(place);
    }

    /** The folders of language and voice; the shelf's own is as its operator made it. */
    private void openAbove(Path place) throws IOException {
        for (var above = place.getParent();
                above != null && !above.equals(folder);
                above = above.getParent()) {
            permit(above, PASSABLE);
        }
    }

    private static void permit(Path path, Set<PosixFilePermission> wanted) throws IOException {
        if (Files.exists(path) && !Files.getPosixFilePermissions(path).containsAll(wanted)) {
            Files.setPosixFilePermissions(path, wanted);
        }
    }

    /** Into a folder that is there. */
    static PromptFile put(Pcm sound, Path place, Set<PosixFilePermission> readable)
            throws IOException {
        var own = Files.createTempDirectory(place.getParent(), NEW);
        try {
            Wav.write(sound, own.resolve("wav"));
            Files.write(own.resolve("alaw"), G711.ALAW.encode(sound));
            Files.write(own.resolve("ulaw"), G711.ULAW.encode(sound));
            for (var kind : KINDS) {
                Files.setPosixFilePermissions(own.resolve(kind), readable);
                Files.move(
                        own.resolve(kind), with(place, "." + kind), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            clear(own);
        }
        return new PromptFile(place.toString(), sound.length());
    }

    private static void clear(Path own) throws IOException {
        for (var kind : KINDS) {
            Files.deleteIfExists(own.resolve(kind));
        }
        Files.deleteIfExists(own);
    }

    private static Path with(Path place, String ending) {
        return place.resolveSibling(place.getFileName() + ending);
    }
}
