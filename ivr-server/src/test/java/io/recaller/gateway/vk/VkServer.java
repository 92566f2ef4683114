package io.recaller.gateway.vk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recaller.gateway.peer.ProviderRates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A VK that refuses what the real one does. Its limits are those of dev.vk.com (messages.send,
 * bots' keyboard, bots' long poll, API 5.199): a text of 4,096 characters, inside a message 6 rows
 * of 5 keys and 10 in all, 40 characters and a payload of 255 on each, one message for each
 * random_id.
 */
public final class VkServer implements AutoCloseable {
    public static final String TOKEN = "vk1.a.token";
    static final long GROUP = 77;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of(
                    "access_token",
                    "v",
                    "peer_id",
                    "random_id",
                    "message",
                    "keyboard",
                    "attachment",
                    "dont_parse_links",
                    "disable_mentions");

    final List<Map<String, String>> sent = new CopyOnWriteArrayList<>();
    final Deque<String> refusals = new ConcurrentLinkedDeque<>();

    /** What the long poll was asked for, in order. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** Conversations that somebody has pinned above the newest. */
    final List<String> pinned = new CopyOnWriteArrayList<>();

    /** What conversations hold, oldest first. */
    final List<String> written = new CopyOnWriteArrayList<>();

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

    /** Events before it are forgotten; what is asked for them is told so. */
    private final AtomicInteger forgotten = new AtomicInteger();

    /** What is answered to whoever sends a picture. */
    volatile String noPictures = "";

    /** Whether files are wanted elsewhere than at VK. */
    volatile boolean wrongUploads;

    /** Forms that brought files. */
    final List<String> uploads = new CopyOnWriteArrayList<>();

    volatile String lostAs = "1";
    volatile Optional<ProviderRates> rates = Optional.empty();
    volatile String key = "k1";
    private final HttpServer server;

    public VkServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    VkCommunity community(String token) {
        return new VkCommunity("vk", GROUP, token, address());
    }

    /** Somebody writes; VK tells it to whoever asks. */
    public void says(long person, int id, String text) {
        saysUntold(person, id, text);
        events.add(
                "{\"type\": \"message_new\", \"group_id\": 77, \"object\": {\"message\": "
                        + written.getLast()
                        + ", \"client_info\": {\"lang_id\": 0}}}");
    }

    /** Somebody writes, and VK forgets to tell. */
    void saysUntold(long person, int id, String text) {
        written.add(
                """
                {"id": %d, "conversation_message_id": %d, "date": %d, "from_id": %d, "peer_id": %d, "out": 0, "text": "%s"}
                """
                        .formatted(
                                id, id, System.currentTimeMillis() / 1000, person, person, text));
    }

    void forgets(int more) {
        forgotten.addAndGet(more);
    }

    /** What was sent to somebody, in order. */
    public List<String> textsTo(long person) {
        return sent.stream()
                .filter(each -> Long.toString(person).equals(each.get("peer_id")))
                .map(each -> each.getOrDefault("message", ""))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = exchange.getRequestBody().readAllBytes();
        var answer =
                switch (path) {
                    case "/poll" ->
                            poll(fields(String.valueOf(exchange.getRequestURI().getRawQuery())));
                    case "/upload" -> uploaded(new String(body, StandardCharsets.ISO_8859_1));
                    default -> method(path, fields(new String(body, StandardCharsets.UTF_8)));
                };
        var bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String method(String path, Map<String, String> fields) throws IOException {
        if (!TOKEN.equals(fields.get("access_token")) || !"5.199".equals(fields.get("v"))) {
            return error(5, "User authorization failed: invalid access_token (4).");
        }
        return switch (path) {
            case "/method/groups.getLongPollServer" ->
                    "{\"response\": {\"server\": \"%s/poll\", \"key\": \"%s\", \"ts\": \"%d\"}}"
                            .formatted(address(), key, events.size());
            case "/method/messages.send" -> {
                var refusal = refusals.poll();
                var early = rates.flatMap(each -> each.refusal(fields.getOrDefault("peer_id", "")));
                yield refusal != null
                        ? refusal
                        : early.isPresent()
                                ? error(6, "Too many requests per second")
                                : message(fields);
            }
            case "/method/users.get" ->
                    "{\"response\": [{\"id\": %s, \"first_name\": \"Дана\", \"last_name\": \"Е.\"}]}"
                            .formatted(fields.getOrDefault("user_ids", "0").split(",", -1)[0]);
            case "/method/messages.getConversations" -> conversations();
            case "/method/messages.getHistory" -> history(fields.getOrDefault("peer_id", ""));
            default -> upload(path, fields);
        };
    }

    /** As dev.vk.com/api/upload has it: where to, then what was kept. */
    private String upload(String path, Map<String, String> fields) {
        var refusal = path.startsWith("/method/photos.") ? noPictures : "";
        if (!refusal.isEmpty()) {
            return refusal;
        }
        return switch (path) {
            case "/method/photos.getMessagesUploadServer", "/method/docs.getMessagesUploadServer" ->
                    fields.containsKey("peer_id")
                            ? "{\"response\": {\"upload_url\": \"%s/upload\"}}"
                                    .formatted(uploadsAt())
                            : error(100, "peer_id is required");
            case "/method/photos.saveMessagesPhoto" ->
                    "[1]".equals(fields.get("photo")) && "h".equals(fields.get("hash"))
                            ? "{\"response\": [{\"id\": 11, \"owner_id\": -77, \"access_key\": \"k\"}]}"
                            : error(100, "photo is required");
            case "/method/docs.save" ->
                    "f".equals(fields.get("file"))
                            ? "{\"response\": {\"type\": \"doc\", \"doc\": {\"id\": 12, \"owner_id\": 5005}}}"
                            : error(100, "file is required");
            default -> error(3, "Unknown method passed");
        };
    }

    private URI uploadsAt() {
        return wrongUploads ? URI.create("http://localhost:1") : address();
    }

    private String uploaded(String form) {
        uploads.add(form);
        return form.contains("name=\"photo\"; filename=")
                ? "{\"server\": 9, \"photo\": \"[1]\", \"hash\": \"h\"}"
                : "{\"file\": \"f\"}";
    }

    private String poll(Map<String, String> query) {
        var from = Integer.parseInt(query.getOrDefault("ts", "0"));
        asked.add(query.get("ts"));
        if (!key.equals(query.get("key"))) {
            return "{\"failed\": 2}";
        }
        if (from < forgotten.get()) {
            return lostAs.equals("1")
                    ? "{\"failed\": 1, \"ts\": " + events.size() + "}"
                    : "{\"failed\": 3}";
        }
        var all = List.copyOf(events);
        return "{\"ts\": \"%d\", \"updates\": [%s]}"
                .formatted(all.size(), String.join(",", all.subList(from, all.size())));
    }

    private String conversations() throws IOException {
        var last = new HashMap<Long, String>();
        for (var each : written) {
            last.put(JSON.readTree(each).path("from_id").asLong(), each);
        }
        var items = new ArrayList<>(pinned);
        last.forEach((peer, message) ->
                items.add(
                        "{\"conversation\": {\"peer\": {\"id\": %d, \"type\": \"user\"}}, \"last_message\": %s}"
                                .formatted(peer, message)));
        return "{\"response\": {\"count\": %d, \"items\": [%s]}}"
                .formatted(items.size(), String.join(",", items));
    }

    private String history(String peer) throws IOException {
        var items = new ArrayList<String>();
        for (var each : written) {
            if (JSON.readTree(each).path("peer_id").asText().equals(peer)) {
                items.addFirst(each);
            }
        }
        return "{\"response\": {\"items\": [%s]}}".formatted(String.join(",", items));
    }

    private String message(Map<String, String> fields) throws IOException {
        var flaw = flaw(fields);
        if (!flaw.isEmpty()) {
            return flaw;
        }
        var number = fields.get("peer_id") + "/" + fields.get("random_id");
        var known = numbers.get(number);
        if (known == null) {
            sent.add(fields);
            known = sent.size();
            numbers.put(number, known);
        }
        return "{\"response\": " + known + "}";
    }

    private static String flaw(Map<String, String> fields) throws IOException {
        if (!FIELDS.containsAll(fields.keySet())) {
            return error(100, "One of the parameters specified was missing or invalid");
        }
        if (Integer.parseInt(fields.getOrDefault("random_id", "0")) == 0) {
            return error(100, "random_id is a required parameter");
        }
        if (!fields.getOrDefault("peer_id", "").matches("[1-9][0-9]{0,18}")) {
            return error(100, "peer_id is invalid");
        }
        var text = fields.getOrDefault("message", "");
        if (text.length() > 4096) {
            return error(914, "Message is too long");
        }
        if (fields.containsKey("attachment")) {
            return fields.get("attachment").matches("(photo|doc)-?[0-9]+_[0-9]+(_[a-z]+)?")
                    ? ""
                    : error(100, "attachment");
        }
        if (text.isEmpty()) {
            return error(100, "message is empty");
        }
        return fields.containsKey("keyboard") && !isKeyboard(JSON.readTree(fields.get("keyboard")))
                ? error(911, "Keyboard format is invalid")
                : "";
    }

    private static boolean isKeyboard(JsonNode keyboard) throws IOException {
        var keys = 0;
        for (var row : keyboard.path("buttons")) {
            for (var button : row) {
                var action = button.path("action");
                var label = action.path("label").asText();
                var payload = action.path("payload").asText();
                keys++;
                if (!action.path("type").asText().equals("text")
                        || label.isEmpty()
                        || label.codePointCount(0, label.length()) > 40
                        || payload.codePointCount(0, payload.length()) > 255
                        || !JSON.readTree(payload).isObject()
                        || row.size() > 5) {
                    return false;
                }
            }
        }
        return keyboard.path("inline").asBoolean()
                && keyboard.path("buttons").size() <= 6
                && keys > 0
                && keys <= 10;
    }

    static String error(int code, String words) {
        return "{\"error\": {\"error_code\": " + code + ", \"error_msg\": \"" + words + "\"}}";
    }

    private static Map<String, String> fields(String form) {
        var fields = new HashMap<String, String>();
        for (var pair : form.split("&", -1)) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
