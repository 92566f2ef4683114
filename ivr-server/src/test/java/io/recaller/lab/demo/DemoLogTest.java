package io.recaller.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is amiss in the log of a demo is counted where the log is named. */
final class DemoLogTest {
    @TempDir private Path folder;

    @Test
    void whatIsAmissInItIsCounted() throws IOException {
        var log = DemoLog.in(folder);

        assertThat(DemoLog.words(folder)).isEqualTo(log.toString());
        Files.writeString(log, "2026-11-28T07:35:01.906Z INFO  a b said=\"no WARN here\"\n");
        assertThat(DemoLog.words(folder)).isEqualTo(log.toString());
        Files.writeString(
                log,
                """
                2026-11-28T07:35:01.906Z INFO  a b
                2026-11-28T07:35:01.906Z WARN  a b
                2026-11-28T07:35:01.906Z ERROR a b
                """);
        assertThat(DemoLog.words(folder)).isEqualTo(log + ", warnings in it: 2");
    }
}
