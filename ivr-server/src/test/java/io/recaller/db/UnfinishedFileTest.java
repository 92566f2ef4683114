package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a half-written file. */
class UnfinishedFileTest {
    @TempDir private Path folder = Path.of("");

    /** A program that is ended while it writes one. */
    static final class Writing {
        private Writing() {}

        public static void main(String[] file) throws Exception {
            try (var _ = new UnfinishedFile(Path.of(file[0]))) {
                Files.writeString(Path.of(file[0]), "half");
                System.out.println("writing");
                new CountDownLatch(1).await();
            }
        }
    }

    @Test
    void whoIsEndedByASignalLeavesNone() throws Exception {
        var file = folder.resolve("a.backup.unfinished");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var writing =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writing.class.getName(),
                                file.toString())
                        .start();
        assertThat(writing.inputReader().readLine()).isEqualTo("writing");
        assertThat(file).exists();

        writing.destroy(); // SIGTERM, which Java takes as it takes Ctrl-C

        writing.waitFor();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatWasMovedToItsPlaceStays() throws IOException {
        var half = Files.writeString(folder.resolve("b.unfinished"), "whole");
        var whole = folder.resolve("b");

        try (var _ = new UnfinishedFile(half)) {
            Files.move(half, whole);
        }

        assertThat(whole).hasContent("whole");
        assertThat(half).doesNotExist();
    }
}
