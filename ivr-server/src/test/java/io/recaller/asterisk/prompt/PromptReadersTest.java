package io.recaller.asterisk.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptReadersTest {
    /** Run as root, as in a container, the server did not start beside an Asterisk of root's. */
    @Test
    void anAsteriskOfTheServersOwnUserCanReadWhateverThatUserIs(@TempDir Path folder)
            throws IOException {
        var process = Files.createDirectories(folder.resolve("proc/4711"));
        Files.writeString(process.resolve("comm"), "asterisk\n");

        assertThat(PromptReaders.advice(folder.resolve("prompts"), folder.resolve("proc")))
                .isEmpty();
    }
}
