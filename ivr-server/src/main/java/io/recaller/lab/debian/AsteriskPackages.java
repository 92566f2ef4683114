package io.recaller.lab.debian;

import static java.util.Objects.requireNonNullElse;

import io.recaller.lab.instance.AsteriskProgram;
import io.recaller.lab.instance.AsteriskUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds an Asterisk (and the espeak-ng synthesiser) on this machine, or else gets both as unpacked
 * packages into a cache folder.
 *
 * <p>Looked for in this order: the program named by {@code RECALLER_ASTERISK}, {@code asterisk} on
 * the search path (version 20 or newer), the cache, the package mirror of this machine.
 */
public final class AsteriskPackages {
    private static final int OLDEST = 20;
    private static final PackageSet SET =
            new PackageSet("asterisk", "sid", List.of("asterisk", "espeak-ng"), 100);
    private static final Pattern VERSION = Pattern.compile("Asterisk (?:certified[-/])?(\\d+)");
    private static final String REMEDY =
            "Install Asterisk 20 or newer yourself (sudo apt-get install asterisk espeak-ng)"
                    + " or point RECALLER_ASTERISK at its program";

    private final Path cache;
    private final Map<String, String> environment;
    private final PackageCache packages;

    /**
     * Looks with this environment, unpacks into this folder.
     *
     * @param progress gets a line of plain text at each step that takes time
     */
    public AsteriskPackages(
            Path cache, Map<String, String> environment, Consumer<String> progress) {
        this.cache = cache.toAbsolutePath();
        this.environment = Map.copyOf(environment);
        this.packages = new PackageCache(cache, environment, progress);
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
        try {
            return new UnpackedRoot(packages.unpacked(SET));
        } catch (PackagesUnavailableException e) {
            throw new AsteriskUnavailableException(
                    requireNonNullElse(e.getMessage(), "It cannot be fetched"), REMEDY, e);
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
