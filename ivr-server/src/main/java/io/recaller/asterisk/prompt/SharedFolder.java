package io.recaller.asterisk.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Whether an Asterisk sees the folder of what callers say, and may read what is made there: it may
 * run as another user, or on another machine where something else is mounted at that path.
 */
public final class SharedFolder {
    private final PassingShelf passing;
    private final Path prompts;

    /**
     * @param prompts the folder of all prompts
     */
    public SharedFolder(Path prompts) {
        this.prompts = prompts.toAbsolutePath();
        this.passing = new PassingShelf(prompts.resolve(Prompts.PERSONAL));
    }

    /** What callers say is written there. */
    public Path place() {
        return prompts.resolve(Prompts.PERSONAL).resolve(Prompts.MESSAGES);
    }

    /** Whether a server has made it already. */
    public boolean isThere() {
        return Files.isDirectory(prompts.resolve(Prompts.PERSONAL));
    }

    /**
     * Has Asterisk read a word from a file there, as its function {@code AST_CONFIG} reads any.
     *
     * @param variables the value of a function of Asterisk's; empty: none
     * @throws IOException when the file cannot be made
     */
    public boolean isSeenBy(UnaryOperator<String> variables) throws IOException {
        var word = "" + UUID.randomUUID();
        var file = passing.below(Prompts.MESSAGES).resolve("look-" + word + ".conf");
        try {
            Files.writeString(file, "[look]\nword = " + word + "\n");
            Files.setPosixFilePermissions(file, passing.readable());
            return word.equals(variables.apply("AST_CONFIG(" + file + ",look,word)"));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
