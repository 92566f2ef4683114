package io.recaller.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call that nobody makes: played to a FastAGI server of ours as Asterisk plays it, so that the
 * server has done once what it is about to do for callers. Each question is answered at once with
 * one key. One thread.
 */
public final class RehearsedCall {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern WORDS = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final InetSocketAddress server;
    private final IntSupplier digits;
    private final Map<String, String> variables = new HashMap<>();

    /**
     * Not made yet.
     *
     * @param digits what is pressed next, 0 to 9
     */
    public RehearsedCall(
            InetSocketAddress server, String token, String dialled, IntSupplier digits) {
        this.server = server;
        this.digits = digits;
        variables.put("RECALLER_DNIS", dialled);
        variables.put("RECALLER_TOKEN", token);
    }

    /**
     * Calls, and hangs up when the server has finished or so many questions were answered.
     *
     * @throws IOException when the server does not answer as one does
     */
    public void make(int questions) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(server, (int) PATIENCE.toMillis());
            var in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var out = socket.getOutputStream();
            send(out, header());
            var answered = 0;
            var command = in.readLine();
            while (command != null && answered < questions) {
                answered += command.startsWith("EXEC \"Read\"") ? 1 : 0;
                send(out, reply(command));
                command = in.readLine();
            }
        }
    }

    private String header() {
        return """
        agi_network: yes
        agi_network_script: call
        agi_request: agi://127.0.0.1/call
        agi_channel: Rehearsal/1
        agi_callerid: unknown
        agi_callingpres: 0
        agi_dnid: unknown
        agi_context: recaller-visit
        agi_extension: s
        agi_arg_1: %s

        """
                .formatted(variables.get("RECALLER_TOKEN"));
    }

    private String reply(String command) {
        var words = WORDS.matcher(command).results().map(RehearsedCall::word).toList();
        return switch (words.getFirst()) {
            case "GET" -> "200 result=1 (" + expanded(words.getLast()) + ")\n";
            case "SET" -> {
                variables.put(words.get(2), words.getLast());
                yield "200 result=1\n";
            }
            case "EXEC" -> {
                variables.put("READSTATUS", "OK");
                variables.put(AgiSession.PICK, Integer.toString(digits.getAsInt()));
                yield "200 result=0\n";
            }
            default -> "200 result=0\n";
        };
    }

    private static String word(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    private String expanded(String expression) {
        return EXPRESSION
                .matcher(expression)
                .replaceAll(found ->
                        Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
