package io.recaller.settings;

import static io.recaller.settings.SomeSettings.EVERY_KEY;
import static io.recaller.settings.SomeSettings.LEAST;
import static io.recaller.settings.SomeSettings.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretSettingsTest {
    @Test
    void noSecretIsPrintedWithTheSettings() {
        assertThat(read(EVERY_KEY, Map.of()).toString())
                .doesNotContain(
                        "t0ken", "s3cret", "pa55", "b34rer", "b0t", "fo0bar", "0123456789abcdef")
                .contains("•••");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rw-r--r-- | agi.token, ami.secret
                    rw-rw-rw- | agi.token, ami.secret
                    rw-r----- | ''
                    rw------- | ''
                    """)
    void aSettingsFileWithSecretsIsNotForEverybody(String mode, String told, @TempDir Path folder)
            throws IOException {
        var file = Files.writeString(folder.resolve("recaller.yaml"), LEAST);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        var exposed = ExposedSecrets.in(file, Map.of());

        if (told.isEmpty()) {
            assertThat(exposed).isEmpty();
        } else {
            assertThat(exposed).singleElement().asString().contains(told, "chmod 640 " + file);
        }
    }

    @Test
    void secretsInFilesOfTheirOwnAreLookedAtToo(@TempDir Path folder) throws IOException {
        var open = PosixFilePermissions.fromString("rw-r--r--");
        Files.setPosixFilePermissions(Files.writeString(folder.resolve("token"), "t"), open);
        var yaml = LEAST.replace("agi: {token: t0ken}", "agi: {token-file: token}");
        var file = Files.writeString(folder.resolve("recaller.yaml"), yaml);
        Files.setPosixFilePermissions(file, open);

        var exposed = ExposedSecrets.in(file, Map.of("RECALLER_AMI_SECRET", "elsewhere"));

        assertThat(exposed)
                .singleElement()
                .asString()
                .contains(folder.resolve("token").toString(), "agi.token-file");
    }

    private static final String HASH =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{scopes: [read]} | api.keys.shop.sha256 | sha256sum",
                "{sha256: HASH} | api.keys.shop.scopes | report, read, verified-fields, messages,"
                        + " answer, queue, notify, admin",
                "{sha256: HASH, scopes: []} | api.keys.shop.scopes | report, read",
                "{sha256: HASH, scopes: [write]} | api.keys.shop.scopes | no scope 'write'",
                "{sha256: HASH, scopes: read, scope: x} | api.keys.shop.scope | unknown key"
            })
    void aKeyThatSaysTooLittleIsRefusedWithTheRemedy(String key, String at, String remedy) {
        var yaml = "api: {keys: {shop: " + key.replace("HASH", HASH) + "}}";

        var mistakes = String.valueOf(catchThrowable(() -> read(yaml, Map.of())).getMessage());

        assertThat(mistakes.lines().filter(line -> line.contains(at)))
                .anySatisfy(line -> assertThat(line).contains(remedy));
    }
}
