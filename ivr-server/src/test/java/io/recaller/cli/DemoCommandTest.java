package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.lab.demo.DemoLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two demos of one folder would end each other's Asterisks and share a database. */
final class DemoCommandTest {
    @TempDir private Path folder;
    private final Terminal terminal = new Terminal();

    @Test
    void aFolderWhoseDemoRunsIsRefusedBeforeAnythingIsTouched() throws IOException {
        var demo = folder.resolve("demo");
        terminal.with("RECALLER_CACHE", folder.resolve("cache").toString());

        try (var _ = DemoLock.take(demo).orElseThrow()) {
            assertThat(terminal.run("demo", "--once", "--folder", demo.toString())).isEqualTo(2);
        }

        assertThat(terminal.err().lines())
                .containsExactly(
                        "recaller: a demo is running (process "
                                + ProcessHandle.current().pid()
                                + ") in "
                                + demo
                                + "; stop it with Ctrl-C there",
                        "  or have a second one beside it: recaller demo --folder " + demo + "-2");
        assertThat(terminal.out()).isEmpty();
        assertThat(named(demo)).containsExactly("demo.lock");
    }

    /** The number in the file may be anybody's by now. */
    @Test
    void whatAKilledDemoLeftHoldsNobodyUp() throws IOException {
        var pid = Long.toString(ProcessHandle.current().pid());
        Files.writeString(folder.resolve("demo.lock"), pid + pid);

        try (var _ = DemoLock.take(folder).orElseThrow()) {
            assertThat(DemoLock.take(folder)).isEmpty();
            assertThat(DemoLock.holder(folder)).contains(pid);
        }

        try (var again = DemoLock.take(folder).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    private static Stream<String> named(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
