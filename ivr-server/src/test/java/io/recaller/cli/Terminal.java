package io.recaller.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands and remembers what came of the last one. */
public final class Terminal {
    public static final String FLOW = "../dialplans/flows/telecom.yaml";

    private final Map<String, String> environment = new HashMap<>();
    private String typed = "";
    private String out = "";
    private String err = "";

    public Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** What the next command finds on its standard input. */
    public Terminal types(String text) {
        typed = text;
        return this;
    }

    /** The exit code. */
    public int run(String... arguments) {
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        var code =
                Main.run(
                        arguments,
                        environment,
                        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                        new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return code;
    }

    public String out() {
        return out;
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    public String err() {
        return err;
    }
}
