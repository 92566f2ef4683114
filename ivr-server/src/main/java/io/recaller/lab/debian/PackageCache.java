package io.recaller.lab.debian;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Debian packages of this machine's mirror, unpacked and not installed, each set in a folder of its
 * own. Safe for several processes at once: one unpacks, the others wait for it.
 */
public final class PackageCache {
    private static final Duration WAIT_FOR_OTHER = Duration.ofMinutes(15);

    private final Path cache;
    private final Map<String, String> environment;
    private final Consumer<String> progress;

    /**
     * Looks with this environment, unpacks into this folder.
     *
     * @param progress gets a line of plain text at each step that takes time
     */
    public PackageCache(Path cache, Map<String, String> environment, Consumer<String> progress) {
        this.cache = cache.toAbsolutePath();
        this.environment = Map.copyOf(environment);
        this.progress = progress;
    }

    /**
     * The folder that the set is unpacked in, whole.
     *
     * @throws PackagesUnavailableException when it cannot be fetched
     * @throws IOException when it cannot be kept
     */
    public Path unpacked(PackageSet set) throws IOException {
        Path root = cache.resolve(set.name());
        if (!isComplete(root, set)) {
            Files.createDirectories(cache);
            try (FileChannel channel =
                            FileChannel.open(
                                    cache.resolve(set.name() + ".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock _ = lock(channel)) {
                unpackUnlessComplete(root, set);
            }
        }
        return root;
    }

    /** The command that runs a program of the set, by its own loader with its own libraries. */
    public List<String> command(PackageSet set, String program) throws IOException {
        return new UnpackedRoot(unpacked(set)).command(program);
    }

    /** The marker names what was unpacked, so that a changed list is unpacked anew. */
    private static boolean isComplete(Path root, PackageSet set) throws IOException {
        Path marker = root.resolve("complete");
        return Files.isRegularFile(marker) && Files.readString(marker).equals(set.mark());
    }

    private void unpackUnlessComplete(Path root, PackageSet set) throws IOException {
        if (isComplete(root, set)) {
            return;
        }
        Path state = cache.resolve(set.name() + ".apt");
        Path partial = cache.resolve(set.name() + ".partial");
        delete(state);
        delete(partial);
        new PackageUnpacker(environment, progress).unpack(set, state, partial);
        Files.writeString(partial.resolve("complete"), set.mark());
        delete(root);
        Files.move(partial, root, StandardCopyOption.ATOMIC_MOVE);
        delete(state);
        progress.accept(String.join(", ", set.packages()) + " unpacked in " + root);
    }

    /** Waits for another process; inside one process a second lock is refused, so it is retried. */
    private static FileLock lock(FileChannel channel) throws IOException {
        for (long left = WAIT_FOR_OTHER.toSeconds(); left > 0; left--) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                return lock;
            }
            pause();
        }
        throw new IOException("another process has been unpacking for " + WAIT_FOR_OTHER);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while another process unpacks", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
