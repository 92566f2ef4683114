package io.recaller.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes the secrets reads the variables where compose reads them. */
final class PrepareTest {
    @TempDir private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(
                Compose.ROOT.resolve("docker/prepare"),
                folder.resolve("prepare"),
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SECRETS=./mine | mine",
                "SECRETS = \"my own\"  # kept elsewhere | my own",
                "export SECRETS='a#b' | a#b",
                "SECRETS=first\\nSECRETS=last # comment\\r | last",
                "#SECRETS=mine | secrets",
                "SECRETS= | secrets",
            })
    void secretsAreWhereTheFileSays(String lines, String where) throws IOException {
        env(lines.translateEscapes() + "\n");

        var ran = run(Map.of());

        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(folder.resolve(where).resolve("agi.token")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve(".env"))).contains("COMPOSE_PROJECT_NAME=");
    }

    @Test
    void thePortThatIsSaidIsTheOneThatIsSet() throws IOException {
        assertThat(run(Map.of()).said()).contains("port 5060/udp");

        env("SIP_PORT=5070\n");

        assertThat(run(Map.of()).said()).contains("port 5070/udp");
        assertThat(run(Map.of("SIP_PORT", "5080")).said()).contains("port 5080/udp");
    }

    @Test
    void aVariableInAValueIsRefusedInsteadOfBeingAFoldersName() throws IOException {
        env("SECRETS=${HOME}/secrets\n");

        var ran = run(Map.of());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.said()).contains(".env: write SECRETS out");
    }

    private void env(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
    }

    private Compose.Outcome run(Map<String, String> environment) {
        return Compose.run(
                environment, Duration.ofSeconds(30), folder.resolve("prepare").toString());
    }
}
