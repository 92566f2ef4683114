package io.recaller.asterisk.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the Asterisk of this machine can read prompts with values. Linux only, as far as seen.
 */
public final class PromptReaders {
    private static final Path PROCESSES = Path.of("/proc");

    private PromptReaders() {}

    /**
     * What an operator should do; empty when nothing is seen to be wrong.
     *
     * @param prompts the folder of all prompts
     */
    public static Optional<String> advice(Path prompts) {
        return advice(prompts, PROCESSES);
    }

    /**
     * As {@link #advice(Path)}.
     *
     * @param processes as proc(5)
     */
    static Optional<String> advice(Path prompts, Path processes) {
        var passing = PassingShelf.in(prompts);
        try {
            var me = System.getProperty("user.name", "");
            var shared = passing.isShared();
            return asterisk(processes)
                    .filter(user -> !shared && !user.equals(me) && !user.equals("root"))
                    .map(user ->
                            "Asterisk runs as "
                                    + user
                                    + " and cannot read prompts with values; give it the folder's"
                                    + " group: install -d -o "
                                    + me
                                    + " -g "
                                    + user
                                    + " -m 2750 "
                                    + passing.folder());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> asterisk(Path processes) throws IOException {
        if (!Files.isDirectory(processes)) {
            return Optional.empty();
        }
        try (var all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (var process : all) {
                if (isAsterisk(process)) {
                    return Optional.of(Files.getOwner(process).getName());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAsterisk(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip().equals("asterisk");
        } catch (IOException _) {
            // It has ended.
            return false;
        }
    }
}
