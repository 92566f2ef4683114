package io.recaller.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a command is run. */
class ShellTest {
    @Test
    void whatStandsInTheEnvironmentIsNotPrintedWithIt() {
        var out = new PrintStream(OutputStream.nullOutputStream());
        var environment = Map.of("RECALLER_AMI_SECRET", "hunter2");

        var shell =
                new Shell(
                        InputStream.nullInputStream(),
                        out,
                        out,
                        environment,
                        InstantSource.system());

        assertThat(shell.toString()).doesNotContain("hunter2", "RECALLER_AMI_SECRET");
    }
}
