package io.recaller.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands and remembers what came of the last one. */
public final class Terminal {
    public static final String FLOW = "../dialplans/flows/telecom.yaml";

    /** Who calls or writes where {@link #simulate} is asked. */
    static final String CALLER = "+77011234567";

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

    /** Somebody calls, or writes where the options say so, and the shipped flow answers. */
    int simulate(String... options) {
        var arguments = new ArrayList<>(List.of("simulate", FLOW, "--from", CALLER));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    public String out() {
        return out;
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    /** Each line as the JSON that it is. */
    List<JsonNode> json() {
        return lines().stream().map(Terminal::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    public String err() {
        return err;
    }
}
