package io.recaller.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What one of the compose programs takes otherwise than the others. */
final class ComposeFileTest {
    /** Such as {@code PORT: ${PORT:-5060}}. */
    private static final Pattern FROM_ITSELF =
            Pattern.compile("(?m)^\\s+(?:- )?([A-Z_]+)(?:: |=)\"?\\$\\{\\1\\b.*");

    /** podman-compose 1.3.0 gives a container the text of the reference. */
    @Test
    void noVariableOfAContainerIsSetFromOneOfItsOwnName() throws IOException {
        var file = Files.readString(Compose.ROOT.resolve("docker/compose.yaml"));

        assertThat(FROM_ITSELF.matcher(file).results().map(found -> found.group().strip()))
                .isEmpty();
    }
}
