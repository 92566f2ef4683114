package io.recaller.asterisk.agi;

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

    /** As a trunk may deliver it; who it is, the server is told by {@link AgiListener}'s maker. */
    private static final String CALLER = "2015550123";

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
        variables.put("AST_CONFIG(recaller.token.conf,recaller,token)", token);
    }

    /**
     * Calls, and hangs up when the server has finished or so many questions were answered.
     *
     * @return how many were
     * @throws IOException when the server does not answer as one does
     */
    public int make(int questions) throws IOException {
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
                answered += isReading(command) ? 1 : 0;
                send(out, reply(command));
                command = in.readLine();
            }
            hangUp(socket, in);
            return answered;
        }
    }

    private static boolean isReading(String command) {
        return command.startsWith("EXEC \"Read\"") || command.startsWith("GOSUB");
    }

    /** Returns when the server has done all it does at the end of a call, and closed its side. */
    private static void hangUp(Socket socket, BufferedReader in) throws IOException {
        socket.shutdownOutput();
        var command = in.readLine();
        while (command != null) {
            command = in.readLine();
        }
    }

    private String header() {
        return """
        agi_network: yes
        agi_network_script: call
        agi_request: agi://127.0.0.1/call
        agi_channel: Rehearsal/1
        agi_callerid: %s
        agi_callingpres: 0
        agi_dnid: unknown
        agi_context: recaller-visit
        agi_extension: s
        agi_enhanced: 0.0
        agi_arg_1: contact=
        agi_arg_2: dnis=%s
        agi_arg_3: attestation=
        agi_arg_4: language=
        agi_arg_5: system=
        agi_arg_6: linked=rehearsal
        agi_arg_7: left=7199
        agi_arg_8: watch=5
        agi_arg_9: typed=0

        """
                .formatted(CALLER, variables.get("RECALLER_DNIS"));
    }

    /** What plays silence until something else is said has no answer of its own. */
    private String reply(String command) {
        if (command.startsWith("GET DATA")) {
            return "";
        }
        var words = WORDS.matcher(command).results().map(RehearsedCall::word).toList();
        return switch (words.getFirst()) {
            case "GET" -> "200 result=1 (" + expanded(words.getLast()) + ")\n";
            case "SET" -> {
                variables.put(words.get(2), words.getLast());
                yield "200 result=1\n";
            }
            case "EXEC", "GOSUB" -> {
                variables.put("READSTATUS", "OK");
                variables.put(TakenKeys.PICK, Integer.toString(digits.getAsInt()));
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
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    private String value(String name) {
        var isTaken = name.equals("SHIFT(" + TakenKeys.PICK + ")");
        var value = isTaken ? variables.remove(TakenKeys.PICK) : variables.get(name);
        return value == null ? "" : value;
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
