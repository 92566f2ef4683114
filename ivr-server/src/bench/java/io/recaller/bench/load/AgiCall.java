package io.recaller.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call, played to a FastAGI server as Asterisk and our dialplan play it: header, variables, and
 * a reading that ends when the caller presses a key. Measures from the key to the next reading:
 * what the caller waits for before the next prompt can start. One thread.
 */
final class AgiCall {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern SET = Pattern.compile("SET VARIABLE \"?(\\S+?)\"? \"?(.*?)\"?");
    private static final Pattern READ =
            Pattern.compile("GOSUB \"recaller-read\" \"s\" \"1\" \"(.*?)\"");
    private static final Pattern SHIFT = Pattern.compile("SHIFT\\((.*)\\)");
    private static final int LONGEST_WAIT_MILLIS = 30_000;

    /** res_agi.c, handle_gosub: a line when the subroutine begins, and one when it is over. */
    private static final String READ_BEGINS = "100 result=0 Trying...\n";

    private static final String READ_IS_OVER = "200 result=0 Gosub complete\n";

    private final int port;
    private final String token;
    private final Latencies firstPrompts;
    private final Latencies keys;
    private final Map<String, String> variables = new HashMap<>();
    private Consumer<String> hearing = _ -> {};

    AgiCall(int port, String token, Latencies firstPrompts, Latencies keys) {
        this.port = port;
        this.token = token;
        this.firstPrompts = firstPrompts;
        this.keys = keys;
    }

    /** Told the files of each question, joined by {@code &}. */
    AgiCall hearing(Consumer<String> listener) {
        hearing = listener;
        return this;
    }

    /**
     * Calls, presses so many keys and hangs up during the prompt after the last.
     *
     * @param thinking how long the caller listens before each key
     * @param digits what is pressed next
     */
    void run(String caller, String dialled, int turns, Duration thinking, IntSupplier digits)
            throws IOException, InterruptedException {
        variables.put("RECALLER_DNIS", dialled);
        variables.put("CHANNEL(linkedid)", "load-" + caller.substring(1));
        variables.put("SYSTEMNAME", "load");
        variables.put("AST_CONFIG(recaller.token.conf,recaller,token)", token);
        var began = System.nanoTime();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LONGEST_WAIT_MILLIS);
            var out = socket.getOutputStream();
            var in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            send(out, header(caller, dialled));
            toNextQuestion(in, out);
            firstPrompts.add(System.nanoTime() - began);
            for (var turn = 0; turn < turns; turn++) {
                Thread.sleep(thinking);
                variables.put("READSTATUS", "OK");
                variables.put("RECALLER_PICK", Integer.toString(digits.getAsInt()));
                var pressed = System.nanoTime();
                send(out, READ_IS_OVER);
                toNextQuestion(in, out);
                keys.add(System.nanoTime() - pressed);
            }
        }
    }

    private String header(String caller, String dialled) {
        return String.join(
                "\n",
                "agi_network: yes",
                "agi_network_script: call",
                "agi_request: agi://127.0.0.1:" + port + "/call",
                "agi_channel: PJSIP/load-" + caller.substring(1),
                "agi_language: en",
                "agi_type: PJSIP",
                "agi_uniqueid: load." + caller.substring(1),
                "agi_version: 22.0.0",
                "agi_callerid: " + caller,
                "agi_calleridname: unknown",
                "agi_callingpres: 0",
                "agi_callingani2: 0",
                "agi_callington: 0",
                "agi_callingtns: 0",
                "agi_dnid: " + dialled,
                "agi_rdnis: unknown",
                "agi_context: recaller-visit",
                "agi_extension: s",
                "agi_priority: 2",
                "agi_enhanced: 0.0",
                "agi_accountcode: ",
                "agi_threadid: 1",
                "agi_arg_1: contact=",
                "agi_arg_2: dnis=" + dialled,
                "agi_arg_3: attestation=",
                "agi_arg_4: language=",
                "agi_arg_5: system=load",
                "agi_arg_6: linked=load-" + caller.substring(1),
                "agi_arg_7: left=7199",
                "agi_arg_8: watch=5",
                "",
                "");
    }

    /** Carries out commands until the server asks for keys. */
    private void toNextQuestion(BufferedReader in, OutputStream out) throws IOException {
        while (true) {
            var command = in.readLine();
            if (command == null) {
                throw new IOException("the server closed the call");
            }
            var read = READ.matcher(command);
            if (!read.matches()) {
                send(out, answer(command));
                continue;
            }
            send(out, READ_BEGINS);
            if (isQuestion(read.group(1))) {
                hearing.accept(read.group(1).split(",", -1)[0]);
                return;
            }
            send(out, announced());
        }
    }

    /** A prompt that waits for nothing after it has a time-out of some milliseconds. */
    private static boolean isQuestion(String arguments) {
        var silence = arguments.split(",", -1)[2];
        return silence.isEmpty() || Double.parseDouble(silence) > 0.5;
    }

    private String announced() {
        variables.put("READSTATUS", "TIMEOUT");
        variables.put("RECALLER_PICK", "");
        return READ_IS_OVER;
    }

    private String answer(String command) {
        var set = SET.matcher(command);
        if (set.matches()) {
            variables.put(set.group(1), set.group(2));
            return "200 result=1\n";
        }
        if (command.startsWith("GET FULL VARIABLE")) {
            return "200 result=1 (" + expanded(command) + ")\n";
        }
        return "200 result=0\n";
    }

    private String expanded(String command) {
        var quoted = command.substring("GET FULL VARIABLE".length()).strip();
        var text = quoted.replace("\"", "");
        return EXPRESSION
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    private String value(String expression) {
        var shift = SHIFT.matcher(expression);
        var value = shift.matches() ? variables.remove(shift.group(1)) : variables.get(expression);
        return value == null ? "" : value;
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
