package io.recaller.asterisk.prompt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Many prompts as one file, where their names together are longer than a command may be. One file
 * is one play: between two plays Asterisk throws keys away. It is there as long as it is played,
 * for it may hold what is said to one caller only.
 */
public final class Reel implements AutoCloseable {
    /** No play is as long: what is older was left behind by a server that was killed. */
    private static final Duration LEFT_BEHIND = Duration.ofHours(1);

    private static final List<String> KINDS = List.of(".wav", ".alaw", ".ulaw");

    private final Path place;

    private Reel(Path place) {
        this.place = place;
    }

    /**
     * Joins them.
     *
     * @param folder that is there
     * @param readable who may read the reel: there may be somebody's values in it
     */
    static Reel of(List<PromptFile> files, Path folder, Set<PosixFilePermission> readable)
            throws IOException {
        var reel = new Reel(folder.resolve("" + UUID.randomUUID()));
        try {
            Files.write(reel.with(".ulaw"), joined(files, ".ulaw"));
            Files.write(reel.with(".alaw"), joined(files, ".alaw"));
            Wav.write(sound(files), reel.with(".wav"));
            for (var kind : KINDS) {
                Files.setPosixFilePermissions(reel.with(kind), readable);
            }
            reel.sweep();
            return reel;
        } catch (IOException e) {
            reel.close();
            throw e;
        }
    }

    private static byte[] joined(List<PromptFile> files, String kind) throws IOException {
        var all = new ByteArrayOutputStream();
        for (var file : files) {
            all.write(Files.readAllBytes(Path.of(file.path() + kind)));
        }
        return all.toByteArray();
    }

    private static Pcm sound(List<PromptFile> files) throws IOException {
        var all = new Pcm(Pcm.TELEPHONE, new short[0]);
        for (var file : files) {
            all = all.then(Wav.read(Path.of(file.path() + ".wav")));
        }
        return all;
    }

    /** Without the ending, as {@link PromptFile#path()}. */
    public String path() {
        return place.toString();
    }

    @Override
    public void close() {
        for (var kind : KINDS) {
            try {
                Files.deleteIfExists(with(kind));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Measured on the file system's clock, which wrote both times. */
    private void sweep() throws IOException {
        var now = Files.getLastModifiedTime(with(".wav")).toInstant();
        try (var others = Files.list(place.resolveSibling("."))) {
            for (var other : others.toList()) {
                if (isLeft(other, now)) {
                    Files.deleteIfExists(other);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Another call's reel may go at any moment: what is gone is not left behind. */
    private static boolean isLeft(Path other, Instant now) throws IOException {
        try {
            var written = Files.getLastModifiedTime(other).toInstant();
            return written.isBefore(now.minus(LEFT_BEHIND));
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private Path with(String kind) {
        return place.resolveSibling(place.getFileName() + kind);
    }
}
