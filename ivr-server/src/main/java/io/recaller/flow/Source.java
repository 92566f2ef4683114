package io.recaller.flow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The text a flow was read from.
 *
 * @param file as given by the reader's caller, for messages
 * @param lines the 1-based line of every key and list item, by JSON pointer
 */
public record Source(String file, String text, String sha256, Map<String, Integer> lines) {
    public Source {
        lines = Map.copyOf(lines);
    }

    public static Source of(String file, String text, Map<String, Integer> lines) {
        return new Source(file, text, sha256(text), lines);
    }

    private static String sha256(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public FlowProblem problem(String pointer, String message, String remedy) {
        var path = pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
        return new FlowProblem(file, lineOf(pointer), path, message, remedy);
    }

    /** The line of the pointer, or of the nearest thing around it. */
    private int lineOf(String pointer) {
        for (var at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            var line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    /** Never the text: it is long. */
    @Override
    public String toString() {
        return "Source[" + file + " " + sha256 + "]";
    }
}
