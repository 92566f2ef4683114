package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As PostgreSQL 18 wrote it. */
class PostgresLogTest {
    private static final String SERVED =
            """
            2026-11-28 10:00:00.000 UTC [1] LOG:  starting PostgreSQL 18.6 on x86_64-pc-linux-gnu
            2026-11-28 10:00:00.010 UTC [1] LOG:  database system is ready to accept connections
            2026-11-28 11:00:00.000 UTC [9] FATAL:  terminating connection due to administrator command
            2026-11-28 11:00:00.010 UTC [1] LOG:  database system is shut down
            """;
    private static final String FAILED =
            """
            2026-11-28 12:00:00.000 UTC [1] LOG:  starting PostgreSQL 18.6 on x86_64-pc-linux-gnu
            2026-11-28 12:00:00.010 UTC [2] PANIC:  could not locate a valid checkpoint record
            2026-11-28 12:00:00.020 UTC [1] LOG:  database system is shut down
            """;

    @TempDir private Path folder;

    @Test
    void onlyALastStartThatNobodyWasServedAfterHasFailed() throws IOException {
        assertThat(failure(SERVED)).isEmpty();
        assertThat(failure(FAILED + SERVED)).isEmpty();
        assertThat(failure("")).isEmpty();
        assertThat(failure(SERVED.repeat(200) + FAILED))
                .contains("could not locate a valid checkpoint record");
        assertThat(PostgresLog.lastFailure(folder.resolve("none"))).isEmpty();
    }

    private Optional<String> failure(String log) throws IOException {
        return PostgresLog.lastFailure(Files.writeString(folder.resolve("postgres.log"), log));
    }
}
