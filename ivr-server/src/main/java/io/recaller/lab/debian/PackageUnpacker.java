package io.recaller.lab.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Fetches packages of a distribution of Debian with the machine's own apt, under a private state,
 * and unpacks them into a folder: nothing is installed, no root is needed. Signatures are checked;
 * the age of the index is not, for mirrors may stand still.
 */
final class PackageUnpacker {
    private static final Duration FETCH = Duration.ofMinutes(10);
    private static final Duration UNPACK = Duration.ofMinutes(2);

    private final Map<String, String> environment;
    private final Consumer<String> progress;

    PackageUnpacker(Map<String, String> environment, Consumer<String> progress) {
        this.environment = environment;
        this.progress = progress;
    }

    /** Unpacks the packages and all they depend on into {@code root}, working in {@code state}. */
    void unpack(PackageSet set, Path state, Path root) throws IOException {
        Map<String, String> apt = Map.of("APT_CONFIG", configure(state, set.suite()).toString());
        progress.accept("Reading the package index");
        apt(apt, List.of("update"));
        progress.accept(
                "Fetching %s (about %d MB)"
                        .formatted(String.join(", ", set.packages()), set.megabytes()));
        List<String> install = new ArrayList<>(List.of("-y", "-d", "install"));
        install.addAll(set.packages());
        apt(apt, install);
        unpackAll(state.resolve("cache/archives"), root);
    }

    private Path configure(Path state, String suite) throws IOException {
        for (String folder : List.of("lists/partial", "cache/archives/partial", "state")) {
            Files.createDirectories(state.resolve(folder));
        }
        Files.writeString(state.resolve("status"), "");
        Files.writeString(
                state.resolve("sources.list"),
                "deb [signed-by=%s] %s %s main\n".formatted(keyring(), mirror(), suite));
        return Files.writeString(
                state.resolve("apt.conf"),
                """
                Dir::Etc::SourceList "%1$s/sources.list";
                Dir::Etc::SourceParts "/dev/null";
                Dir::State "%1$s/state";
                Dir::State::Lists "%1$s/lists";
                Dir::State::Status "%1$s/status";
                Dir::Cache "%1$s/cache";
                APT::Install-Recommends "false";
                APT::Sandbox::User "";
                Acquire::Check-Valid-Until "false";
                Acquire::Retries "3";
                """
                        .formatted(state));
    }

    private String mirror() throws IOException {
        Optional<String> mirror =
                Optional.ofNullable(environment.get("RECALLER_DEBIAN_MIRROR"))
                        .or(() -> readSources());
        return mirror.orElseThrow(() ->
                new PackagesUnavailableException(
                        "No Debian mirror in /etc/apt; one can be named in RECALLER_DEBIAN_MIRROR"));
    }

    private static Optional<String> readSources() {
        try {
            return AptSources.debianMirror(Path.of("/etc/apt"));
        } catch (IOException e) {
            throw new PackagesUnavailableException("/etc/apt cannot be read", e);
        }
    }

    private static Path keyring() {
        return Stream.of("gpg", "pgp")
                .map(end -> Path.of("/usr/share/keyrings/debian-archive-keyring." + end))
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() ->
                        new PackagesUnavailableException(
                                "No Debian archive keyring on this machine (sudo apt-get install"
                                        + " debian-archive-keyring)"));
    }

    private void apt(Map<String, String> settings, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program("apt-get").toString());
        command.addAll(arguments);
        Tool.Outcome outcome = Tool.run(FETCH, settings, command);
        if (!outcome.succeeded()) {
            throw new PackagesUnavailableException(
                    "apt-get %s failed, check the network and try again: %s"
                            .formatted(arguments.getLast(), outcome.lastLines()));
        }
    }

    private Path program(String name) {
        return Tool.find(name, environment)
                .orElseThrow(() -> new PackagesUnavailableException("This machine has no " + name));
    }

    private void unpackAll(Path archives, Path root) throws IOException {
        Files.createDirectories(root);
        List<Path> packages;
        try (Stream<Path> files = Files.list(archives)) {
            packages = files.filter(f -> f.toString().endsWith(".deb")).toList();
        }
        progress.accept("Unpacking " + packages.size() + " packages");
        String dpkg = program("dpkg").toString();
        try (ExecutorService pool =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<Tool.Outcome>> running = new ArrayList<>();
            for (Path file : packages) {
                List<String> command = List.of(dpkg, "-x", file.toString(), root.toString());
                running.add(pool.submit(() -> Tool.run(UNPACK, Map.of(), command)));
            }
            for (Future<Tool.Outcome> one : running) {
                check(one);
            }
        }
    }

    private static void check(Future<Tool.Outcome> unpacking) throws IOException {
        try {
            Tool.Outcome outcome = unpacking.get();
            if (!outcome.succeeded()) {
                throw new IOException("dpkg -x failed: " + outcome.lastLines());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while unpacking", e);
        } catch (ExecutionException e) {
            throw new IOException("dpkg -x failed", e.getCause());
        }
    }
}
