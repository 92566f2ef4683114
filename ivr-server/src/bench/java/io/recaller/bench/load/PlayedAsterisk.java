package io.recaller.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The manager interface of an Asterisk whose calls are played: it lets anybody in, tells of its
 * channels what a server asks, and carries out {@code Redirect}, which a real one does in 2 ms.
 * Loopback only.
 */
final class PlayedAsterisk implements AutoCloseable {
    private static final List<String> TOLD =
            List.of(
                    PlayedChannel.CONTACT,
                    "RECALLER_OFFER",
                    "RECALLER_PLACE",
                    "RECALLER_CALLER",
                    "RECALLER_WHY",
                    "RECALLER_RUNG_FOR",
                    "RECALLER_OVER",
                    "CALLERID(num)",
                    "CALLERID(num-pres)");

    private final ServerSocket door;
    private final Map<String, String> globals = new ConcurrentHashMap<>();
    private final Map<String, JoinedCall> calls = new ConcurrentHashMap<>();
    private final Semaphore looks = new Semaphore(0);

    /** Takes sessions from now on. */
    PlayedAsterisk() throws IOException {
        door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::welcome);
    }

    int port() {
        return door.getLocalPort();
    }

    /** A call that its server may fetch. */
    void has(JoinedCall call) {
        calls.put(call.channel().name(), call);
    }

    /** Looks so far count no more: another server is about to come. */
    void forgetLooks() {
        looks.drainPermits();
    }

    /** Until a server has asked for all channels, and so knows before long what is here. */
    void awaitLook(Duration most) {
        try {
            if (!looks.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("no server asked for channels within " + most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var socket = door.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            say(socket, "Asterisk Call Manager/11.0.0\r\n");
            var action = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var colon = line.indexOf(':');
                if (colon > 0) {
                    action.put(line.substring(0, colon), line.substring(colon + 1).strip());
                } else if (!action.isEmpty()) {
                    say(socket, answer(action));
                    action.clear();
                }
            }
        } catch (IOException left) {
            // the session is over
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String answer(Map<String, String> action) {
        var id = "ActionID: " + action.get("ActionID");
        return switch (action.getOrDefault("Action", "")) {
            case "Challenge" -> block("Response: Success", id, "Challenge: 12345");
            case "CoreSettings" ->
                    block(
                            "Response: Success",
                            id,
                            "AMIversion: 11.0.0",
                            "AsteriskVersion: 22.10.1",
                            "SystemName: " + PlayedChannel.SYSTEM);
            case "Ping" -> block("Response: Success", id, "Ping: Pong", "Timestamp: 1.0");
            case "Status" -> {
                looks.release();
                yield list(id, "StatusComplete", calls.values().stream().map(this::status));
            }
            case "ShowDialplan" -> dialplan(id, action.getOrDefault("Context", ""));
            case "SetVar" -> {
                globals.put(action.getOrDefault("Variable", ""), action.getOrDefault("Value", ""));
                yield block("Response: Success", id, "Message: Variable Set");
            }
            case "GetVar" -> block("Response: Success", id, "Value: " + value(action));
            case "Redirect" -> redirected(id, action.getOrDefault("Channel", ""));
            case "DBGet" -> block("Response: Error", id, "Message: Database entry not found");
            default -> block("Response: Success", id, "Message: done");
        };
    }

    private String value(Map<String, String> action) {
        var name = action.getOrDefault("Variable", "");
        var call = calls.get(action.getOrDefault("Channel", ""));
        return call == null ? globals.getOrDefault(name, "") : call.channel().variable(name);
    }

    private String redirected(String id, String channel) {
        var call = calls.get(channel);
        if (call == null) {
            return block("Response: Error", id, "Message: Channel does not exist.");
        }
        call.fetch();
        return block("Response: Success", id, "Message: Redirect successful");
    }

    private String status(JoinedCall call) {
        var channel = call.channel();
        return Stream.concat(
                        Stream.of(
                                "Event: Status",
                                "Channel: " + channel.name(),
                                "Uniqueid: " + channel.uniqueId(),
                                "Linkedid: " + channel.linkedId(),
                                "BridgeID: "),
                        TOLD.stream().map(name -> "Variable: " + name + "=" + told(channel, name)))
                .collect(Collectors.joining("\r\n"));
    }

    private static String told(PlayedChannel channel, String name) {
        var value = channel.variable(name);
        return value.isEmpty() ? "(null)" : value;
    }

    /** Each context that is asked for is there, with one step. */
    private static String dialplan(String id, String context) {
        var step =
                String.join(
                        "\r\n",
                        "Event: ListDialplan",
                        "Context: " + context,
                        "Extension: s",
                        "Priority: 1",
                        "Application: NoOp",
                        "AppData: ");
        return list(id, "ShowDialplanComplete", Stream.of(step));
    }

    private static String list(String id, String complete, Stream<String> events) {
        var told = events.map(event -> event + "\r\n" + id + "\r\n\r\n").toList();
        return block("Response: Success", id, "EventList: start")
                + String.join("", told)
                + block(
                        "Event: " + complete,
                        id,
                        "EventList: Complete",
                        "ListItems: " + told.size());
    }

    private static String block(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
