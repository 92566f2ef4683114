package io.recaller.lab.debian;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, within a bound, and keeps what it said. */
public final class Tool {
    private Tool() {}

    /**
     * What a finished program left.
     *
     * @param exit its exit code; -1 when it was stopped because it took too long
     * @param output standard output and standard error together
     */
    public record Outcome(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }

        String lastLines() {
            List<String> lines = output.lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        }
    }

    public static Outcome run(
            Duration within, Map<String, String> environment, List<String> command)
            throws IOException {
        Path output = Files.createTempFile("recaller-tool", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new Outcome(exit(process, within), read(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String read(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }

    private static int exit(Process process, Duration within) {
        try {
            if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }

    /** The program of that name on the search path or in the folders of system programs. */
    static Optional<Path> find(String name, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return List.of(path.split(":")).stream()
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
