package io.recaller.bench.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A channel as Asterisk and our dialplan have it while a server is visited: the header of a visit,
 * the variables, and the answers to commands. Its call uses it, and whoever asks for a variable.
 */
final class PlayedChannel {
    /** res_agi.c, handle_gosub: a line when the subroutine begins, and one when it is over. */
    static final String READ_BEGINS = "100 result=0 Trying...\n";

    static final String READ_IS_OVER = "200 result=0 Gosub complete\n";
    static final String CONTACT = "RECALLER_CONTACT";
    static final String SYSTEM = "load";

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern SET = Pattern.compile("SET VARIABLE \"?(\\S+?)\"? \"?(.*?)\"?");
    private static final Pattern READ =
            Pattern.compile("GOSUB \"recaller-read\" \"(s|first)\" \"1\" \"(.*?)\"");
    private static final Pattern SHIFT = Pattern.compile("SHIFT\\((.*)\\)");
    private static final String STATUS = "READSTATUS";
    private static final String PICK = "RECALLER_PICK";

    private final int port;
    private final String caller;
    private final String dialled;
    private final Map<String, String> variables = new ConcurrentHashMap<>();

    /**
     * A call comes in.
     *
     * @param port of the server that is visited
     * @param caller with the sign of an international number
     */
    PlayedChannel(int port, String token, String caller, String dialled) {
        this.port = port;
        this.caller = caller;
        this.dialled = dialled;
        variables.put("RECALLER_DNIS", dialled);
        variables.put("CHANNEL(linkedid)", linkedId());
        variables.put("SYSTEMNAME", SYSTEM);
        variables.put("AST_CONFIG(recaller.token.conf,recaller,token)", token);
        variables.put("RECALLER_PLACE", "menu");
        variables.put("CALLERID(num)", caller);
        variables.put("CALLERID(num-pres)", "allowed");
    }

    String name() {
        return "PJSIP/load-" + caller.substring(1);
    }

    String uniqueId() {
        return "load." + caller.substring(1);
    }

    String linkedId() {
        return "load-" + caller.substring(1);
    }

    /** Empty: it is not set. */
    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** What Asterisk says first in a visit. */
    String header() {
        return String.join(
                "\n",
                "agi_network: yes",
                "agi_network_script: call",
                "agi_request: agi://127.0.0.1:" + port + "/call",
                "agi_channel: " + name(),
                "agi_language: en",
                "agi_type: PJSIP",
                "agi_uniqueid: " + uniqueId(),
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
                "agi_arg_1: contact=" + variable(CONTACT),
                "agi_arg_2: dnis=" + dialled,
                "agi_arg_3: attestation=",
                "agi_arg_4: language=",
                "agi_arg_5: system=" + SYSTEM,
                "agi_arg_6: linked=" + linkedId(),
                "agi_arg_7: left=7199",
                "agi_arg_8: watch=5",
                "agi_arg_9: typed=0",
                "",
                "");
    }

    /**
     * What is read to the caller.
     *
     * @param files joined by {@code &}
     * @param isQuestion whether a key is waited for after it
     */
    record Reading(String files, boolean isQuestion) {}

    /**
     * Begins it, which the first time tells the contact; empty for a command that reads nothing.
     */
    Optional<Reading> reading(String command) {
        var read = READ.matcher(command);
        if (!read.matches()) {
            return Optional.empty();
        }
        var arguments = List.of(read.group(2).split(",", -1));
        if (read.group(1).equals("first")) {
            variables.put(CONTACT, arguments.getLast());
        }
        // A prompt that waits for nothing after it has a time-out of some milliseconds.
        var silence = arguments.get(2);
        return Optional.of(
                new Reading(
                        arguments.getFirst(),
                        silence.isEmpty() || Double.parseDouble(silence) > 0.5));
    }

    /** A reading ended by this key. */
    void keyed(int digit) {
        ended("OK", Integer.toString(digit));
    }

    /** A reading that waits for nothing is over. */
    void announced() {
        ended("TIMEOUT", "");
    }

    /** A reading ended because the channel was sent elsewhere in the dialplan. */
    void redirected() {
        ended("HANGUP", "");
    }

    private void ended(String status, String keys) {
        variables.put(STATUS, status);
        variables.put(PICK, keys);
    }

    /** Carries out a command and answers it; what is ended by the next one has no answer. */
    String answer(String command) {
        if (command.startsWith("GET DATA")) {
            return "";
        }
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
}
