package io.recaller.lab.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AptSourcesTest {
    @TempDir private Path folder;

    @Test
    void theOldFormatIsRead() throws IOException {
        Files.writeString(
                folder.resolve("sources.list"),
                """
                # deb http://commented.example/debian trixie main
                deb [arch=amd64 signed-by=/k/other.gpg] https://vendor.example/debian trixie main
                deb http://security.example/debian-security trixie-security main
                deb http://mirror.example/debian trixie main contrib
                """);

        assertThat(AptSources.debianMirror(folder)).contains("http://mirror.example/debian");
    }

    @Test
    void theNewFormatIsReadWithCommentsInside() throws IOException {
        Path parts = Files.createDirectories(folder.resolve("sources.list.d"));
        Files.writeString(
                parts.resolve("debian.sources"),
                """
                Enabled: no
                Types: deb
                URIs: http://off.example/debian
                Suites: trixie
                Components: main

                Types: deb
                # a comment
                URIs: http://mirror.example/debian
                Suites: trixie trixie-updates
                Components: main
                Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
                """);

        assertThat(AptSources.debianMirror(folder)).contains("http://mirror.example/debian");
    }

    @Test
    void aMachineOfAnotherKindHasNone() throws IOException {
        Files.writeString(
                folder.resolve("sources.list"), "deb http://mirror.example/ubuntu noble main\n");

        assertThat(AptSources.debianMirror(folder)).isEmpty();
    }
}
