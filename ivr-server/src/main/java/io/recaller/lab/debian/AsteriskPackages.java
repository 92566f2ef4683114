package io.recaller.lab.debian;

import io.recaller.lab.instance.AsteriskProgram;
import io.recaller.lab.instance.AsteriskUnavailableException;
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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds an Asterisk (and the espeak-ng synthesiser) on this machine, or else gets both as unpacked
 * packages into a cache folder.
 *
 * <p>Looked for in this order: the program named by {@code RECALLER_ASTERISK}, {@code asterisk} on
 * the search path (version 20 or newer), the cache, the package mirror of this machine. Safe for
 * several processes at once: one unpacks, the others wait for it.
 */
public final class AsteriskPackages {
    private static final int OLDEST = 20;
    private static final List<String> PACKAGES = List.of("asterisk", "espeak-ng");
    private static final Pattern VERSION = Pattern.compile("Asterisk (?:certified[-/])?(\\d+)");
    private static final Duration WAIT_FOR_OTHER = Duration.ofMinutes(15);

    private final Path cache;
    private final Map<String, String> environment;
    private final Consumer<String> progress;

    /**
     * Looks with this environment, unpacks into this folder.
     *
     * @param progress gets a line of plain text at each step that takes time
     */
    public AsteriskPackages(
            Path cache, Map<String, String> environment, Consumer<String> progress) {
        this.cache = cache.toAbsolutePath();
        this.environment = Map.copyOf(environment);
        this.progress = progress;
    }

    /** The folder named by {@code RECALLER_CACHE}, else {@code ~/.cache/recaller}. */
    public static Path defaultCache(Map<String, String> environment) {
        String named = environment.getOrDefault("RECALLER_CACHE", "");
        return named.isBlank()
                ? Path.of(environment.getOrDefault("HOME", "")).resolve(".cache/recaller")
                : Path.of(named);
    }

    /**
     * An Asterisk of version 20 or newer.
     *
     * @throws AsteriskUnavailableException when there is none and none can be fetched
     */
    public AsteriskProgram asterisk() {
        try {
            String named = environment.get("RECALLER_ASTERISK");
            if (named != null) {
                return installed(Path.of(named))
                        .orElseThrow(() -> unusable("RECALLER_ASTERISK=" + named));
            }
            Optional<AsteriskProgram> found =
                    Tool.find("asterisk", environment).flatMap(this::installed);
            return found.isPresent() ? found.get() : root().asterisk();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The command that runs espeak-ng; its own options are appended to it. */
    public List<String> espeakCommand() {
        try {
            Optional<Path> found = Tool.find("espeak-ng", environment);
            return found.isPresent() ? List.of(found.get().toString()) : root().espeak();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Optional<AsteriskProgram> installed(Path program) {
        Path modules = firstFolder("asterisk/modules", libraryFolders(program));
        Path data =
                firstFolder(
                        "documentation",
                        List.of(
                                "/usr/share/asterisk",
                                "/var/lib/asterisk",
                                "/usr/local/share/asterisk",
                                "/usr/local/var/lib/asterisk"));
        return version(program) >= OLDEST && modules != null && data != null
                ? Optional.of(
                        new AsteriskProgram(
                                List.of(program.toString()),
                                modules.resolve("asterisk/modules"),
                                data))
                : Optional.empty();
    }

    private static List<String> libraryFolders(Path program) {
        String prefix = program.startsWith("/usr/local") ? "/usr/local/lib" : "/usr/lib";
        return List.of(
                prefix,
                "/usr/lib/x86_64-linux-gnu",
                "/usr/lib/aarch64-linux-gnu",
                "/usr/lib64",
                "/usr/local/lib");
    }

    private static @Nullable Path firstFolder(String having, List<String> candidates) {
        return candidates.stream()
                .map(Path::of)
                .filter(folder -> Files.isDirectory(folder.resolve(having)))
                .findFirst()
                .orElse(null);
    }

    private static int version(Path program) {
        try {
            Tool.Outcome outcome =
                    Tool.run(Duration.ofSeconds(10), Map.of(), List.of(program.toString(), "-V"));
            Matcher matcher = VERSION.matcher(outcome.output());
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    private UnpackedRoot root() throws IOException {
        UnpackedRoot root = new UnpackedRoot(cache.resolve("asterisk"));
        if (!isComplete(root)) {
            Files.createDirectories(cache);
            try (FileChannel channel =
                            FileChannel.open(
                                    cache.resolve("asterisk.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock _ = lock(channel)) {
                unpackUnlessComplete(root);
            }
        }
        return root;
    }

    /** The marker names what was unpacked, so that a changed list is unpacked anew. */
    private static boolean isComplete(UnpackedRoot root) throws IOException {
        Path marker = root.folder().resolve("complete");
        return Files.isRegularFile(marker)
                && Files.readString(marker).equals(String.join(" ", PACKAGES));
    }

    private void unpackUnlessComplete(UnpackedRoot root) throws IOException {
        if (isComplete(root)) {
            return;
        }
        Path state = cache.resolve("asterisk.apt");
        Path partial = cache.resolve("asterisk.partial");
        delete(state);
        delete(partial);
        new PackageUnpacker(environment, progress).unpack(PACKAGES, state, partial);
        Files.writeString(partial.resolve("complete"), String.join(" ", PACKAGES));
        delete(root.folder());
        Files.move(partial, root.folder(), StandardCopyOption.ATOMIC_MOVE);
        delete(state);
        progress.accept("Asterisk is unpacked in " + root.folder());
    }

    /** Waits for another process; inside one process a second lock is refused, so it is retried. */
    private FileLock lock(FileChannel channel) throws IOException {
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

    private static AsteriskUnavailableException unusable(String setting) {
        return new AsteriskUnavailableException(
                setting + " is not an Asterisk of version " + OLDEST + " or newer",
                "Name the program of one, or unset it to have one fetched");
    }

    private AsteriskUnavailableException failed(IOException e) {
        return new AsteriskUnavailableException(
                "Asterisk cannot be unpacked into " + cache + ": " + e.getMessage(),
                "Free some space (400 MB) or name another folder in RECALLER_CACHE",
                e);
    }
}
