package io.recaller.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is told of a long piece of work. */
class ProgressTest {
    @Test
    void workOfAnHourFillsNoLog() {
        var written = new ByteArrayOutputStream();
        var now = new AtomicLong();
        var progress =
                new Progress(
                        new PrintStream(written, true, StandardCharsets.UTF_8),
                        "rows read",
                        3600,
                        now::get);

        for (var second = 0; second <= 3600; second++) {
            now.set(TimeUnit.SECONDS.toNanos(second));
            progress.at(second);
        }

        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .startsWith(
                        "rows read 1 of 3,600",
                        "rows read 3 of 3,600",
                        "rows read 7 of 3,600",
                        "rows read 15 of 3,600")
                .hasSizeLessThan(70);
    }
}
