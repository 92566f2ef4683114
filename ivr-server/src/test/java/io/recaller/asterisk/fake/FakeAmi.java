package io.recaller.asterisk.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A manager interface that lets anybody in, answers what a link asks, and says what a test wants
 * said. One connection at a time.
 */
public final class FakeAmi implements AutoCloseable {
    private static final List<String> ASKED =
            List.of(
                    "RECALLER_CONTACT",
                    "RECALLER_OFFER",
                    "RECALLER_PLACE",
                    "RECALLER_CALLER",
                    "RECALLER_WHY",
                    "RECALLER_RUNG_FOR",
                    "RECALLER_OVER");

    private final ServerSocket server;
    private final BlockingQueue<Map<String, String>> actions = new LinkedBlockingQueue<>();
    private final List<String> channels = new CopyOnWriteArrayList<>();
    private volatile @Nullable Socket current;
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final Map<String, String> database = new ConcurrentHashMap<>();
    private final List<String> contexts = new CopyOnWriteArrayList<>();
    private final Queue<String> greetings = new ConcurrentLinkedQueue<>();
    private volatile boolean refusesOriginate;
    private volatile boolean holds;

    public FakeAmi() {
        this(ServerSocketFactory.getDefault());
    }

    /** As {@link #FakeAmi()}, over TLS for example. */
    public FakeAmi(ServerSocketFactory sockets) {
        try {
            server = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** A channel that the next list of channels has; bridged when the bridge is not empty. */
    public void channel(String name, String uniqueId, String linkedId, String bridge) {
        channels.add(
                lines(
                        "Event: Status",
                        "Channel: " + name,
                        "Uniqueid: " + uniqueId,
                        "Linkedid: " + linkedId,
                        "BridgeID: " + bridge));
    }

    /**
     * As {@link #channel}, with variables of ours on it, such as {@code RECALLER_CONTACT=…}.
     * Asterisk tells all that it is asked for: {@code (null)} of those that are not set (22,
     * main/manager.c, action_status).
     */
    public void channel(
            String name, String uniqueId, String linkedId, String bridge, String... variables) {
        channelIn("Bridge", name, uniqueId, linkedId, bridge, variables);
    }

    /** The same, in an application of Asterisk's. */
    public void channelIn(
            String application,
            String name,
            String uniqueId,
            String linkedId,
            String bridge,
            String... variables) {
        var lines = new ArrayList<String>();
        lines.add("Event: Status");
        lines.add("Channel: " + name);
        lines.add("Uniqueid: " + uniqueId);
        lines.add("Linkedid: " + linkedId);
        lines.add("BridgeID: " + bridge);
        lines.add("Application: " + application);
        var given = List.of(variables);
        given.forEach(variable -> lines.add("Variable: " + variable));
        ASKED.stream()
                .map(asked -> asked + "=")
                .filter(asked -> given.stream().noneMatch(variable -> variable.startsWith(asked)))
                .forEach(unset -> lines.add("Variable: " + unset + "(null)"));
        channels.add(lines(lines.toArray(String[]::new)));
    }

    /** A context that the dialplan has, with one step. */
    public void context(String name) {
        contexts.add(name);
    }

    /** All channels are gone. */
    public void clear() {
        channels.clear();
    }

    /** What a variable of any channel is from now on. */
    public void variable(String name, String value) {
        variables.put(name, value);
    }

    /** Whoever connects next hears only this: somebody else answers at the port. */
    public void greet(String bytes) {
        greetings.add(bytes);
    }

    /** An entry of Asterisk's own database. */
    public void kept(String key, String value) {
        database.put(key, value);
    }

    /** Takes what is asked and answers nothing more, as a network that holds its breath. */
    public void hold(boolean holds) {
        this.holds = holds;
    }

    public void refuseOriginate() {
        refusesOriginate = true;
    }

    /** The next action of a kind; others that came before are forgotten. */
    public Map<String, String> awaitAction(String name) throws InterruptedException {
        while (true) {
            var action = actions.poll(10, TimeUnit.SECONDS);
            if (action == null) {
                throw new AssertionError("no " + name + " came");
            }
            if (name.equals(action.get("Action"))) {
                return action;
            }
        }
    }

    /** How many of a kind came since the last that was awaited. */
    public long asked(String name) {
        return actions.stream().filter(action -> name.equals(action.get("Action"))).count();
    }

    /** Raises an event, given as its lines. */
    public void emit(String... lines) throws IOException {
        var socket = current;
        if (socket == null) {
            throw new AssertionError("nobody is connected");
        }
        write(socket.getOutputStream(), lines(lines));
    }

    /** Sends what is no message of the protocol, or half of one. */
    public void say(byte[] bytes) throws IOException {
        var socket = current;
        if (socket == null) {
            throw new AssertionError("nobody is connected");
        }
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Loses the connection; the next attempt succeeds again. */
    public void drop() throws IOException {
        var socket = current;
        if (socket != null) {
            socket.close();
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                current = socket;
                talk(socket);
            } catch (IOException e) {
                // The link went away, as a test wanted; the next one is welcome.
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        var output = socket.getOutputStream();
        var greeting = greetings.poll();
        if (greeting != null) {
            output.write(greeting.getBytes(StandardCharsets.UTF_8));
            return;
        }
        output.write("Asterisk Call Manager/11.0.0\r\n".getBytes(StandardCharsets.UTF_8));
        var input = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
        var reader = new BufferedReader(input);
        var action = action(Map.of());
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                action.merge(
                        line.substring(0, colon),
                        line.substring(colon + 1).strip(),
                        (one, two) -> one + "," + two);
            } else if (line.isEmpty() && !action.isEmpty()) {
                if (!holds) {
                    write(output, answer(action));
                }
                actions.add(action(action));
                action.clear();
            }
        }
    }

    /** Header names are written in any case. */
    private static Map<String, String> action(Map<String, String> headers) {
        var action = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        action.putAll(headers);
        return action;
    }

    private String answer(Map<String, String> action) {
        var id = "ActionID: " + action.get("ActionID");
        return switch (action.getOrDefault("Action", "")) {
            case "Challenge" -> lines("Response: Success", id, "Challenge: 12345");
            case "CoreSettings" ->
                    lines(
                            "Response: Success",
                            id,
                            "AMIversion: 11.0.0",
                            "AsteriskVersion: 22.10.1",
                            "SystemName: fake");
            case "Ping" -> lines("Response: Success", id, "Ping: Pong", "Timestamp: 1.0");
            case "Originate" ->
                    refusesOriginate
                            ? lines("Response: Error", id, "Message: Extension does not exist.")
                            : lines("Response: Success", id, "Message: Originate queued");
            case "Status" -> list(id);
            case "ShowDialplan" -> dialplan(id, action.getOrDefault("Context", ""));
            case "DBGet" -> entry(id, action.get("Family") + "/" + action.get("Key"));
            case "GetVar" ->
                    lines(
                            "Response: Success",
                            id,
                            "Variable: " + action.get("Variable"),
                            "Value: "
                                    + variables.getOrDefault(
                                            action.getOrDefault("Variable", ""), "fake"));
            default -> lines("Response: Success", id, "Message: done");
        };
    }

    private String entry(String id, String key) {
        var value = database.get(key);
        return value == null
                ? lines("Response: Error", id, "Message: Database entry not found")
                : lines("Response: Success", id, "EventList: start")
                        + lines(
                                "Event: DBGetResponse",
                                "Family: " + key.split("/", -1)[0],
                                "Key: " + key.split("/", -1)[1],
                                "Val: " + value,
                                id)
                        + lines("Event: DBGetComplete", id, "EventList: Complete", "ListItems: 1");
    }

    /** As Asterisk 22 does (main/pbx.c, manager_show_dialplan). */
    private String dialplan(String id, String context) {
        return contexts.contains(context)
                ? lines("Response: Success", id, "EventList: start")
                        + lines(
                                "Event: ListDialplan",
                                id,
                                "Context: " + context,
                                "Extension: s",
                                "Priority: 1",
                                "Application: NoOp",
                                "AppData: ",
                                "Registrar: pbx_config")
                        + lines(
                                "Event: ShowDialPlanComplete",
                                id,
                                "EventList: Complete",
                                "ListItems: 1")
                : lines("Response: Error", id, "Message: Did not find context " + context);
    }

    private String list(String id) {
        var all = new StringBuilder(lines("Response: Success", id, "EventList: start"));
        for (var channel : channels) {
            all.append(channel, 0, channel.length() - 2).append(id).append("\r\n\r\n");
        }
        return all.append(
                        lines(
                                "Event: StatusComplete",
                                "EventList: Complete",
                                "Items: " + channels.size(),
                                id))
                .toString();
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static synchronized void write(OutputStream output, String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        drop();
    }
}
