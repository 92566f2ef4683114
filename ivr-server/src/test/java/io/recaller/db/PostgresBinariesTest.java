package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of PostgreSQL, unpacked where a server has its folder. */
class PostgresBinariesTest {
    @TempDir private Path folder;

    @Test
    void twoWhoUnpackAtTheSameMomentHaveTheSameProgramsAndLeaveNothingElse() throws Exception {
        var one = CompletableFuture.supplyAsync(() -> PostgresBinaries.unpackedIn(folder));
        var other = CompletableFuture.supplyAsync(() -> PostgresBinaries.unpackedIn(folder));

        assertThat(one.get()).isEqualTo(other.get());
        assertThat(one.get().resolve("bin/postgres")).isExecutable();
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(one.get());
        }
    }
}
