package io.recaller.lab.stage;

import io.recaller.lab.instance.AmiAccount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A manager session in plain text: tests see just what Asterisk sends to an account. */
public final class TinyAmi implements AutoCloseable {
    /**
     * A field of each event that Asterisk does not send: when it came, in milliseconds since 1970.
     */
    public static final String CAME = "(came)";

    private final Socket socket;
    private final BlockingQueue<Map<String, String>> responses = new LinkedBlockingQueue<>();
    private final List<Map<String, String>> events = new CopyOnWriteArrayList<>();

    public TinyAmi(AmiAccount account) throws IOException {
        socket = new Socket(account.host(), account.port());
        Thread.ofVirtual().start(this::read);
        send("Login", "Username: " + account.user(), "Secret: " + account.secret());
    }

    /** Sends an action and returns its response. */
    public Map<String, String> send(String action, String... fields) {
        StringBuilder request = new StringBuilder("Action: " + action + "\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        String text = request.append("\r\n").toString();
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            Map<String, String> response = responses.poll(5, TimeUnit.SECONDS);
            if (response == null) {
                throw new IllegalStateException("no response to " + action);
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public List<Map<String, String>> events() {
        return events;
    }

    /** User events of that name which carry the contact. */
    public List<Map<String, String>> userEvents(String name, String contact) {
        return events.stream()
                .filter(e -> name.equals(e.get("UserEvent")) && contact.equals(e.get("Contact")))
                .toList();
    }

    public List<String> bridgeResults(String contact) {
        return userEvents("RecallerBridge", contact).stream()
                .map(e -> e.getOrDefault("Result", ""))
                .toList();
    }

    public void awaitBridgeResults(String contact, String... results) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> bridgeResults(contact).equals(List.of(results)));
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            Map<String, String> block = new HashMap<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    block.put(line.substring(0, colon), line.substring(colon + 1).trim());
                } else if (line.isEmpty()) {
                    take(block);
                    block = new HashMap<>();
                }
            }
        } catch (IOException _) {
            responses.clear();
        }
    }

    private void take(Map<String, String> block) {
        if (block.containsKey("Event")) {
            block.put(CAME, Long.toString(System.currentTimeMillis()));
            events.add(block);
        } else if (block.containsKey("Response")) {
            responses.add(block);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
