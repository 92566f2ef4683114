package io.recaller.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs: a few seconds each, as a user who is not root. */
final class Programs {
    /** initdb on a slow disk is the longest of them. */
    private static final long LONGEST_SECONDS = 120;

    private final List<String> asUser;

    /** Programs run with these words before each command. */
    Programs(List<String> asUser) {
        this.asUser = List.copyOf(asUser);
    }

    record Outcome(int exitCode, String output) {
        boolean isSuccess() {
            return exitCode == 0;
        }
    }

    Outcome run(List<String> command) {
        var words = new ArrayList<>(asUser);
        words.addAll(command);
        try {
            var output = Files.createTempFile("recaller-program-", ".out");
            try {
                // A file, not a pipe: the postmaster inherits it and would keep a pipe open.
                var process =
                        new ProcessBuilder(words)
                                .directory(Path.of("/").toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(output.toFile())
                                .start();
                process.getOutputStream().close();
                var exitCode = exitCode(process);
                return new Outcome(
                        exitCode, Files.readString(output, StandardCharsets.UTF_8).strip());
            } finally {
                Files.delete(output);
            }
        } catch (IOException failure) {
            return new Outcome(127, String.valueOf(failure.getMessage()));
        }
    }

    /** Waits for the end; a program that hangs is killed and reported as failed. */
    static int exitCode(Process process) throws IOException {
        try {
            if (process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new IOException("still running after " + LONGEST_SECONDS + " s");
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
