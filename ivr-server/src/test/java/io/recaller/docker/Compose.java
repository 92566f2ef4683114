package io.recaller.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The project's compose file, run by whichever container engine this machine has. */
final class Compose implements AutoCloseable {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String PROJECT = "recaller-test";
    private static final Duration QUICK = Duration.ofSeconds(20);

    private final List<String> command;
    private final Map<String, String> environment;
    private final @Nullable Process service;

    private Compose(
            List<String> command, Map<String, String> environment, @Nullable Process service) {
        this.command = command;
        this.environment = environment;
        this.service = service;
    }

    /** What a command said and how it ended. */
    record Outcome(int code, String said) {}

    /** The program that builds and runs containers here; empty where none works. */
    static Optional<String> engine() {
        return List.of("podman", "docker").stream()
                .filter(engine -> run(Map.of(), QUICK, engine, "info").code() == 0)
                .findFirst();
    }

    /** The words that begin a compose command which works with this engine; empty without one. */
    static List<String> program(String engine) {
        if (engine.equals("docker")) {
            return works("docker", "compose") ? List.of("docker", "compose") : List.of();
        }
        // Older ones give a container on the machine's network a second network.
        if (run(Map.of(), QUICK, "podman-compose", "--version")
                .said()
                .matches("(?s).*podman-compose version 1\\.[1-9].*")) {
            return List.of("podman-compose");
        }
        return works("docker-compose") ? List.of("docker-compose") : List.of();
    }

    /**
     * That program, at work.
     *
     * @param program from {@link #program}
     * @param folder where sockets and logs may be
     */
    static Compose of(List<String> program, Path folder, Map<String, String> variables)
            throws IOException {
        var environment = new HashMap<>(variables);
        environment.put("BUILDAH_FORMAT", "docker");
        if (!program.equals(List.of("docker-compose"))) {
            return new Compose(program, environment, null);
        }
        var socket = "unix://" + folder.resolve("podman.sock");
        environment.put("DOCKER_HOST", socket);
        var service =
                new ProcessBuilder("podman", "system", "service", "--time=0", socket)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("podman.log").toFile())
                        .start();
        return new Compose(program, environment, service);
    }

    private static boolean works(String... command) {
        var words = new ArrayList<>(List.of(command));
        words.add("version");
        return run(Map.of(), QUICK, words.toArray(String[]::new)).code() == 0;
    }

    /** Runs a subcommand of compose. */
    Outcome run(Duration within, String... arguments) {
        var words = new ArrayList<>(command);
        var file = ROOT.resolve("docker/compose.yaml").toString();
        words.addAll(List.of("-f", file, "-p", PROJECT));
        words.addAll(List.of(arguments));
        return run(environment, within, words.toArray(String[]::new));
    }

    /** Runs a program in a service's container. */
    Outcome in(String container, String... program) {
        var words = new ArrayList<>(List.of("exec", "-T", container));
        words.addAll(List.of(program));
        return run(Duration.ofMinutes(1), words.toArray(String[]::new));
    }

    /** Runs a program in the project's folder; code 127 when there is none, 124 when it is late. */
    static Outcome run(Map<String, String> environment, Duration within, String... command) {
        try {
            var said = Files.createTempFile("said", ".txt");
            try {
                var builder =
                        new ProcessBuilder(command)
                                .directory(ROOT.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(said.toFile());
                builder.environment().putAll(environment);
                var process = builder.start();
                if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                    return new Outcome(124, Files.readString(said));
                }
                return new Outcome(process.exitValue(), Files.readString(said));
            } finally {
                Files.delete(said);
            }
        } catch (IOException none) {
            return new Outcome(127, "" + none.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        run(Duration.ofMinutes(2), "down", "--volumes", "--timeout", "5");
        if (service != null) {
            service.destroy();
        }
    }
}
