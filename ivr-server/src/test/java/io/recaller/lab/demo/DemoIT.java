package io.recaller.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first thing anybody runs. */
@Tag("beside")
final class DemoIT {
    @TempDir private Path folder;

    @Test
    void eachOfItsCallsDoesWhatItShould() throws Exception {
        var told = new ByteArrayOutputStream();
        var flows = Path.of("..", "dialplans", "flows").toAbsolutePath().normalize();
        var out = new PrintStream(told, true, StandardCharsets.UTF_8);

        var failures = new Demo(folder, flows, System.getenv(), out).run(true);

        assertThat(failures).as(told.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("✓ the card was on the agent's screen before she answered")
                .contains("✓ both heard each other")
                .contains("✓ the menu begins with what was written about")
                .doesNotContain("✗");
    }
}
