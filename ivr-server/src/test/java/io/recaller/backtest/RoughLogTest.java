package io.recaller.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.backtest.log.ContactLog;
import io.recaller.backtest.log.CustomerNames;
import io.recaller.backtest.log.LogFormat;
import io.recaller.customer.handle.Handles;
import io.recaller.text.Rough;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a contact log holds, its good rows are read and the others told with their lines. */
@Timeout(30)
final class RoughLogTest {
    private static final String HEADER = "time,customer,channel,topic\n";
    private static final String GOOD = "2026-01-05T10:00:00Z,+77011234567,phone,billing\n";
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir private Path folder = Path.of("");

    @Test
    void aRowIsReadOrToldWithItsLineAndTheOthersAreRead() throws IOException {
        var file = folder.resolve("log.csv");
        for (var text : Rough.texts(6, 150)) {
            for (var row :
                    new String[] {
                        text + ",+77011234567,phone,billing",
                        "2026-01-05T10:00:00Z," + text + ",phone,billing",
                        "2026-01-05T10:00:00Z,+77011234567," + text + ",billing",
                        "2026-01-05T10:00:00Z,+77011234567,phone," + text
                    }) {
                Files.write(file, (HEADER + GOOD + row + "\n").getBytes(StandardCharsets.UTF_8));

                try {
                    var log =
                            ContactLog.read(
                                    file,
                                    new CustomerNames(new Handles("KZ")),
                                    LogFormat.recognised(),
                                    NOW,
                                    _ -> _ -> {});

                    assertThat(log.rows()).as(row).isNotEmpty();
                    assertThat(log.rows().getFirst().topic()).isEqualTo("billing");
                } catch (ContactLog.UnreadableException e) {
                    assertThat(e.getMessage()).as(row).contains("log.csv").hasSizeLessThan(1_000);
                }
            }
        }
    }
}
