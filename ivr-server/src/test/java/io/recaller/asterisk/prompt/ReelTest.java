package io.recaller.asterisk.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReelTest {
    @TempDir Path folder;

    @Test
    void callsThatEndAtAnyMomentTakeNoOtherCallsReelAway() throws Exception {
        Callable<Boolean> call =
                () -> {
                    for (var i = 0; i < 150; i++) {
                        try (var reel =
                                Reel.of(
                                        List.of(),
                                        folder,
                                        PosixFilePermissions.fromString("rw-r-----"))) {
                            assertThat(Path.of(reel.path() + ".wav")).exists();
                        }
                    }
                    return true;
                };

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(Collections.nCopies(4, call))) {
                assertThat(done.get()).isTrue();
            }
        }

        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
