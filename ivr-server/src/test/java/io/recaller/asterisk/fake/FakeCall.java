package io.recaller.asterisk.fake;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One visit of a call to an AGI server, played as Asterisk plays it: it sends the header, carries
 * out the commands it is given, skips prompts that are not there, and may hang up at any command.
 */
public final class FakeCall {
    /** res_agi.c, AGI_BUF_LEN: bytes of a line with its end. */
    private static final int LINE_BUFFER = 2048;

    private static final Pattern ARGUMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern FILTER =
            Pattern.compile("\\$\\{FILTER\\(([^,]*),\\$\\{([^}]*)}\\)}");
    private static final Pattern SHIFT = Pattern.compile("SHIFT\\((.*)\\)");

    private final int port;
    private final Map<String, String> variables = new HashMap<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final Deque<String> interruptions = new ArrayDeque<>();
    private final Deque<String> thinking = new ArrayDeque<>();
    private static final String HUSHED = "\"hushed\"";

    private final Deque<Character> between = new ArrayDeque<>();
    private final Semaphore slices = new Semaphore(0);
    private final List<String> heard = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final ByteArrayOutputStream sound = new ByteArrayOutputStream();
    private String script = "call";
    private String caller = "unknown";
    private String name = "unknown";
    private int hangUpAt = Integer.MAX_VALUE;
    private boolean closesAtHangUp = true;
    private boolean canShift = true;
    private boolean isOlder;
    private boolean canListen;

    public FakeCall(int port) {
        this.port = port;
        variables.put("AST_CONFIG(recaller.token.conf,recaller,token)", "secret");
        variables.put("SYSTEMNAME", "fake");
        variables.put("RECALLER_LEFT", "7199");
        variables.put("CHANNEL(linkedid)", "fake-1");
        variables.put("RECALLER_DNIS", "8000");
    }

    private final Map<Integer, Map<String, String>> swaps = new HashMap<>();
    private int questions;

    public FakeCall script(String path) {
        script = path;
        return this;
    }

    public FakeCall from(String number) {
        caller = number;
        return this;
    }

    /** As it is shown to whoever is called. */
    public FakeCall named(String text) {
        name = text;
        return this;
    }

    public FakeCall to(String number) {
        return with("RECALLER_DNIS", number);
    }

    public FakeCall with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Its Asterisk runs without func_strings. */
    public FakeCall withoutStrings() {
        canShift = false;
        return this;
    }

    /** Its dialplan says nothing of keys that were typed, and its subroutine takes no contact. */
    public FakeCall withOlderInclude() {
        isOlder = true;
        return this;
    }

    /** Answers the next question; keys after the last one wanted are lost. */
    public FakeCall press(String keys) {
        answers.add(keys);
        return this;
    }

    /** Another telephone takes this one's place, and answers the next question. */
    public FakeCall pressAs(String channel, String uniqueId, String number, String keys) {
        swaps.put(
                answers.size(),
                Map.of("CHANNEL(name)", channel, "UNIQUEID", uniqueId, "CALLERID(num)", number));
        return press(keys);
    }

    /** Says nothing to the next question. */
    public FakeCall staySilent() {
        return press("");
    }

    /** Presses keys into the next prompt that asks for nothing. */
    public FakeCall interrupt(String keys) {
        interruptions.add(keys);
        return this;
    }

    /** Presses keys while the server thinks. */
    public FakeCall pressWhileThinking(String keys) {
        thinking.add(keys);
        return this;
    }

    /**
     * Presses keys while no command is carried out. Without any its Asterisk cannot listen for
     * them.
     */
    public FakeCall pressBetween(String keys) {
        canListen = true;
        keys.chars().forEach(key -> between.add((char) key));
        return this;
    }

    /** Returns when the server has read keys so many times while it was thinking. */
    public void awaitSlices(int count) {
        if (!uninterrupted(() -> slices.tryAcquire(count, 10, TimeUnit.SECONDS))) {
            throw new AssertionError("the server does not read keys while it thinks");
        }
    }

    private static boolean uninterrupted(Callable<Boolean> waiting) {
        try {
            return waiting.call();
        } catch (Exception e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Hangs up while a command runs, the first being 0; Asterisk closes the connection then. */
    public FakeCall hangUpAt(int command) {
        hangUpAt = command;
        return this;
    }

    /** Like {@link #hangUpAt}, but the connection stays open, as without AGIEXITONHANGUP. */
    public FakeCall hangUpAndStayAt(int command) {
        closesAtHangUp = false;
        return hangUpAt(command);
    }

    /** Runs the visit until the server is through or the caller has hung up. */
    public FakeCall ring() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            var output = socket.getOutputStream();
            output.write(header().getBytes(StandardCharsets.UTF_8));
            var reader = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
            var lines = new BufferedReader(reader);
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("GET DATA") || line.endsWith(HUSHED)) {
                    output.write(listened(line).getBytes(StandardCharsets.UTF_8));
                    continue;
                }
                var dying = commands.size() == hangUpAt;
                var reply = reply(line, commands.size() > hangUpAt, dying);
                output.write((reply + "\n").getBytes(StandardCharsets.UTF_8));
                if (dying) {
                    output.write("HANGUP\n".getBytes(StandardCharsets.UTF_8));
                }
                if (dying && closesAtHangUp) {
                    return this;
                }
            }
            return this;
        } catch (SocketException _) {
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** GET DATA tells a key, {@code #} by none; another command ends it, and it says nothing. */
    private String listened(String line) {
        if (line.endsWith(HUSHED)) {
            return "200 result=1 (hushed)\n";
        }
        if (!canListen || commands.size() > hangUpAt) {
            return "200 result=-1\n";
        }
        var key = between.poll();
        return key == null ? "" : "200 result=" + (key == '#' ? "" : key) + "\n";
    }

    /** All that was played, as it went over the line: µ-law. */
    public byte[] sound() {
        return sound.toByteArray();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all prompt files played, one by one, without folder. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    public List<String> commands() {
        return List.copyOf(commands);
    }

    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    private String header() {
        return String.join(
                "\n",
                "agi_network: yes",
                "agi_network_script: " + script,
                "agi_request: agi://127.0.0.1/" + script,
                "agi_channel: PJSIP/trunk-00000001",
                "agi_language: en",
                "agi_uniqueid: fake-1",
                "agi_version: 22.10.1",
                "agi_callerid: " + caller,
                "agi_calleridname: " + name,
                "agi_callingpres: 0",
                "agi_dnid: unknown",
                "agi_context: recaller-visit",
                "agi_extension: s",
                "agi_priority: 2",
                "agi_enhanced: 0.0",
                "agi_accountcode: ",
                "agi_threadid: 140000000000000",
                arguments() + "\n");
    }

    /** What the dialplan of this version sends along; an older one sends a token in the URL. */
    private String arguments() {
        if (script.contains("k=")) {
            return "";
        }
        var sent =
                List.of(
                        "contact=" + variable("RECALLER_CONTACT"),
                        "dnis=" + variable("RECALLER_DNIS"),
                        "attestation=" + variable("RECALLER_ATTESTATION"),
                        "language=" + variable("RECALLER_LANGUAGE"),
                        "system=" + variable("SYSTEMNAME"),
                        "linked=" + variable("CHANNEL(linkedid)"),
                        "left=" + variable("RECALLER_LEFT"),
                        "watch=" + variable("RECALLER_WATCH"),
                        "typed=" + (typed().isEmpty() ? "0" : "1"));
        return IntStream.range(0, sent.size() - (isOlder ? 1 : 0))
                .mapToObj(i -> "agi_arg_" + (i + 1) + ": " + sent.get(i) + "\n")
                .collect(Collectors.joining());
    }

    private String typed() {
        return variable("RECALLER_PICK") + variable("RECALLER_KEYS");
    }

    /** An Asterisk before 22.6 takes what follows its buffer for another command. */
    private String reply(String line, boolean dead, boolean dying) {
        commands.add(line);
        if (line.getBytes(StandardCharsets.UTF_8).length + 1 >= LINE_BUFFER) {
            return "510 Invalid or unknown command";
        }
        var words = words(line);
        return switch (words.getFirst() + " " + words.get(words.size() > 1 ? 1 : 0)) {
            case "SET VARIABLE" -> {
                variables.put(words.get(2), words.get(3));
                yield "200 result=1";
            }
            case "GET FULL" -> "200 result=1 (" + expand(words.get(3)) + ")";
            case "EXEC Read" -> {
                if (dead || dying) {
                    variables.put("READSTATUS", "HANGUP");
                } else {
                    read(words.get(2).split(",", -1));
                }
                yield "200 result=0";
            }
            case "GOSUB recaller-read" -> {
                var arguments = words.get(4).split(",", -1);
                if (words.get(2).equals("first")) {
                    variables.put("RECALLER_CONTACT", arguments[5]);
                }
                if (dead || dying) {
                    variables.put("READSTATUS", "HANGUP");
                } else {
                    read(
                            arguments[2].isEmpty()
                                    ? new String[] {
                                        "RECALLER_PICK", arguments[0], arguments[1], "n", "1"
                                    }
                                    : new String[] {
                                        "RECALLER_PICK",
                                        arguments[0],
                                        arguments[1],
                                        "n",
                                        "1",
                                        arguments[2]
                                    });
                }
                yield "100 result=0 Trying...\n200 result=0 Gosub complete";
            }
            default -> dead ? "511 Command Not Permitted on a dead channel" : "200 result=0";
        };
    }

    private static List<String> words(String line) {
        return ARGUMENT.matcher(line)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .toList();
    }

    private String expand(String text) {
        var filtered =
                FILTER.matcher(text)
                        .replaceAll(found -> filtered(found.group(1), variable(found.group(2))));
        return EXPRESSION
                .matcher(filtered)
                .replaceAll(found -> Matcher.quoteReplacement(expanded(found.group(1))));
    }

    /** FILTER of func_strings.c, of characters that mean nothing else in a pattern. */
    private String filtered(String allowed, String value) {
        return canShift ? value.replaceAll("[^" + allowed + "]", "") : "";
    }

    /** SHIFT(variable) of func_strings.c takes what is there. */
    private String expanded(String expression) {
        var shift = SHIFT.matcher(expression);
        if (!shift.matches()) {
            return variable(expression);
        }
        var taken = canShift ? variables.put(shift.group(1), "") : null;
        return taken == null ? "" : taken;
    }

    /** Read(variable,files,maxdigits,options,attempts[,timeout]) of app_read.c. */
    private void read(String[] arguments) {
        var files = arguments[1].isEmpty() ? new String[0] : arguments[1].split("&");
        for (var file : files) {
            if (Files.exists(Path.of(file + ".ulaw"))) {
                heard.add(Path.of(file).getFileName().toString());
                sound.writeBytes(bytes(Path.of(file + ".ulaw")));
            }
        }
        var isQuestion = arguments.length < 6;
        var isSlice = !isQuestion && files.length == 0;
        if (isSlice) {
            slices.release();
        }
        var source = isQuestion ? answers : isSlice ? thinking : interruptions;
        if (isQuestion) {
            variables.putAll(swaps.getOrDefault(questions++, Map.of()));
        }
        var pressed = source.isEmpty() ? "" : source.remove();
        var max = Integer.parseInt(arguments[2]);
        var hash = pressed.indexOf('#');
        var end = Math.min(max, hash < 0 ? pressed.length() : hash);
        variables.put(arguments[0], pressed.substring(0, end));
        variables.put("READSTATUS", end == max || end == hash ? "OK" : "TIMEOUT");
    }
}
