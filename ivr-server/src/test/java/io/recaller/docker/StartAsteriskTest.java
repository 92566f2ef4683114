package io.recaller.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the telephone container makes of the files that people edit. */
final class StartAsteriskTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", ""})
    void everyPhoneIsThereAlsoOneWhoseLineHasNoEnd(String end) throws IOException {
        var ran = start("# phones\nphone-1 one\nphone-4 four +77010000004" + end);

        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(Files.readString(folder.resolve("asterisk/etc/phones.conf")))
                .contains("[phone-1](phone)", "[phone-4](phone)", "callerid = +77010000004");
    }

    @Test
    void whatWouldMeanSomethingToAsteriskIsRefused() throws IOException {
        var ran = start("phone-1 one;two");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.said()).contains("the password of phone-1 must be of letters, digits");
    }

    private Compose.Outcome start(String phones) throws IOException {
        var secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("agi.token"), "token");
        Files.writeString(secrets.resolve("ami.secret"), "secret");
        Files.writeString(secrets.resolve("phones"), phones);
        var programs = Files.createDirectories(folder.resolve("bin"));
        Files.writeString(programs.resolve("asterisk"), "#!/bin/sh\n");
        assertThat(programs.resolve("asterisk").toFile().setExecutable(true)).isTrue();
        var script =
                Files.writeString(
                        folder.resolve("start"),
                        Files.readString(Compose.ROOT.resolve("docker/asterisk/start"))
                                .replace("/run/secrets", secrets.toString())
                                .replace("/run/asterisk", folder.resolve("asterisk").toString()));
        return Compose.run(
                Map.of("PATH", programs + ":" + System.getenv("PATH")),
                Duration.ofSeconds(30),
                "sh",
                script.toString());
    }
}
