package io.recaller.cli.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/** What a command reads from, writes to and finds where it is run. */
public record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        InstantSource clock) {
    public Shell {
        environment = Map.copyOf(environment);
    }

    /** Never the environment: secrets of settings may stand there. */
    @Override
    public String toString() {
        return "Shell[" + environment.size() + "]";
    }
}
