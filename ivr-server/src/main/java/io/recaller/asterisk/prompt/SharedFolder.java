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

    /**
     * @param prompts the folder of all prompts
     */
    public SharedFolder(Path prompts) {
        this.passing = PassingShelf.in(prompts);
    }

    /** What callers say is written there. */
    public Path place() {
        return passing.folder().resolve(PassingSounds.MESSAGES);
    }

    /** Whether a server has made it already. */
    public boolean isThere() {
        return Files.isDirectory(passing.folder());
    }

    /**
     * Has Asterisk read a word from a file there, as its function {@code AST_CONFIG} reads any.
     *
     * @param variables the value of a function of Asterisk's; empty: none
     * @throws IOException when the file cannot be made
     */
    public boolean isSeenBy(UnaryOperator<String> variables) throws IOException {
        var word = "" + UUID.randomUUID();
        var file = passing.below(PassingSounds.MESSAGES).resolve("look-" + word + ".conf");
        try {
            Files.writeString(file, "[look]\nword = " + word + "\n");
            Files.setPosixFilePermissions(file, passing.readable());
            return word.equals(variables.apply("AST_CONFIG(" + file + ",look,word)"));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
