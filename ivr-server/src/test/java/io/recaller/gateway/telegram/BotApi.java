package io.recaller.gateway.telegram;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Bot API that refuses what the real one does. Its limits are those of core.telegram.org/bots/api
 * (10.1): text 1 to 4,096 UTF-16 units, callback_data 1 to 64 bytes.
 */
public final class BotApi implements AutoCloseable {
    public static final String TOKEN = "123:abc";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("chat_id", "text", "reply_markup");

    final List<JsonNode> sent = new CopyOnWriteArrayList<>();
    final Deque<String> refusals = new ConcurrentLinkedDeque<>();
    final Deque<Strange> strangers = new ConcurrentLinkedDeque<>();
    final Deque<String> updates = new ConcurrentLinkedDeque<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final List<String> forms = new CopyOnWriteArrayList<>();
    final List<String> actions = new CopyOnWriteArrayList<>();
    final List<Long> offsets = new CopyOnWriteArrayList<>();
    volatile boolean answersNoFiles;
    volatile Optional<ProviderRates> rates = Optional.empty();
    volatile Optional<String> everyPoll = Optional.empty();
    private final AtomicInteger toTake = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong();
    private final HttpServer server;

    /** What something else answers in its place, such as a proxy. */
    record Strange(int status, String body) {}

    public BotApi() {
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

    TelegramBot bot(String token) {
        return new TelegramBot("bot", token, address());
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Somebody writes to the bot. */
    public void says(long account, String text) {
        var id = ids.incrementAndGet();
        updates.add(
                """
                {"update_id": %d, "message": {"message_id": %d, "from": {"id": %d, "first_name": "Dana"},
                 "chat": {"id": %d, "type": "private"}, "text": "%s"}}
                """
                        .formatted(id, id, account, account, text));
    }

    /** Somebody presses the button of the newest message to them whose label begins so. */
    public void presses(long account, String label) {
        var id = ids.incrementAndGet();
        var data =
                lastTo(account)
                        .path("reply_markup")
                        .path("inline_keyboard")
                        .valueStream()
                        .map(row -> row.path(0))
                        .filter(each -> each.path("text").asText().startsWith(label))
                        .findFirst()
                        .orElseThrow()
                        .path("callback_data")
                        .asText();
        updates.add(
                """
                {"update_id": %d, "callback_query": {"id": "%d", "from": {"id": %d, "first_name": "Dana"},
                 "message": {"message_id": 1, "chat": {"id": %d, "type": "private"}}, "data": "%s"}}
                """
                        .formatted(id, id, account, account, data));
    }

    /** What was sent to somebody, in order. */
    public List<String> textsTo(long account) {
        return sent.stream()
                .filter(each -> each.path("chat_id").asLong() == account)
                .map(each -> each.path("text").asText())
                .toList();
    }

    private JsonNode lastTo(long account) {
        return sent.stream()
                .filter(each -> each.path("chat_id").asLong() == account)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().split("/", -1);
        var sent = exchange.getRequestBody().readAllBytes();
        var stranger = strangers.poll();
        if (stranger != null) {
            answer(exchange, stranger.status(), stranger.body());
            return;
        }
        if (path[1].equals("file")) {
            give(exchange, path[path.length - 1]);
            return;
        }
        var type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        var body =
                type.startsWith("multipart/form-data")
                        ? form(path[path.length - 1], sent)
                        : JSON.readTree(sent);
        if (answersNoFiles && type.startsWith("multipart/form-data")) {
            exchange.close();
            return;
        }
        var answer =
                path.length == 3 && path[1].equals("bot" + TOKEN)
                        ? result(path[2], body)
                        : refused(401, "Unauthorized", "");
        answer(exchange, 200, answer);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void give(HttpExchange exchange, String name) throws IOException {
        var file = files.get(name);
        exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
        if (file != null) {
            exchange.getResponseBody().write(file);
        }
        exchange.close();
    }

    private JsonNode form(String method, byte[] sent) {
        forms.add(method + " " + new String(sent, StandardCharsets.ISO_8859_1));
        return JSON.createObjectNode();
    }

    /** So many calls that could be refused are taken first, and the one after them is refused. */
    void onceAfter(int taken, String refusal) {
        toTake.set(taken);
        refusals.add(refusal);
    }

    private @Nullable String refusal() {
        return toTake.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? null : refusals.poll();
    }

    private String result(String method, JsonNode body) {
        return switch (method) {
            case "sendMessage" -> {
                var refusal = refusal();
                yield refusal != null
                        ? refusal
                        : rates.flatMap(each -> each.refusal(body.path("chat_id").asText()))
                                .map(BotApi::tooMany)
                                .orElseGet(() -> message(body));
            }
            case "getUpdates" -> {
                offsets.add(body.path("offset").asLong());
                if (everyPoll.isPresent()) {
                    yield everyPoll.get();
                }
                var batch = new ArrayDeque<String>();
                for (var next = updates.poll(); next != null; next = updates.poll()) {
                    batch.add(next);
                }
                yield "{\"ok\": true, \"result\": [" + String.join(",", batch) + "]}";
            }
            case "getMe" ->
                    "{\"ok\": true, \"result\": {\"id\": 1, \"is_bot\": true, \"username\":"
                            + " \"shop_bot\"}}";
            case "getWebhookInfo" -> "{\"ok\": true, \"result\": {\"url\": \"\"}}";
            case "getFile" -> {
                var id = body.path("file_id").asText();
                yield files.containsKey(id)
                        ? "{\"ok\": true, \"result\": {\"file_path\": \"photos/" + id + "\"}}"
                        : refused(400, "Bad Request: wrong file_id", "");
            }
            case "sendPhoto", "sendDocument" -> {
                var refusal = refusal();
                var file = method.equals("sendPhoto") ? "photo" : "document";
                yield refusal != null
                        ? refusal
                        : lacks(forms.getLast(), "chat_id", file)
                                ? refused(400, "Bad Request: there is no " + file, "")
                                : "{\"ok\": true, \"result\": {\"message_id\": 1000}}";
            }
            case "sendChatAction" -> {
                actions.add(body.path("action").asText());
                yield "{\"ok\": true, \"result\": true}";
            }
            case "answerCallbackQuery" -> "{\"ok\": true, \"result\": true}";
            default -> refused(404, "Not Found", "");
        };
    }

    private static boolean lacks(String form, String... fields) {
        return !Stream.of(fields).allMatch(each -> form.contains("name=\"" + each + "\""));
    }

    private String message(JsonNode body) {
        var flaw = flaw(body);
        if (!flaw.isEmpty()) {
            return refused(400, "Bad Request: " + flaw, "");
        }
        sent.add(body);
        return "{\"ok\": true, \"result\": {\"message_id\": " + sent.size() + "}}";
    }

    private static String flaw(JsonNode body) {
        for (var field : body.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                return "unknown field " + field.getKey();
            }
        }
        if (body.path("chat_id").asText().isEmpty()) {
            return "chat_id is empty";
        }
        var rows = body.path("reply_markup").path("inline_keyboard");
        if (rows.valueStream().mapToInt(JsonNode::size).sum() > 100) {
            return "reply markup is too long";
        }
        var text = body.path("text").asText();
        if (text.isEmpty() || text.length() > 4096) {
            return "message is too long or empty";
        }
        for (var row : rows) {
            for (var button : row) {
                var data = button.path("callback_data").asText().getBytes(StandardCharsets.UTF_8);
                if (data.length < 1 || data.length > 64 || button.path("text").asText().isEmpty()) {
                    return "BUTTON_DATA_INVALID";
                }
            }
        }
        return "";
    }

    private static String tooMany(Duration wait) {
        return refused(
                429,
                "Too Many Requests: retry after " + wait.toSeconds(),
                ", \"parameters\": {\"retry_after\": " + wait.toSeconds() + "}");
    }

    static String refused(int code, String why, String parameters) {
        return "{\"ok\": false, \"error_code\": "
                + code
                + ", \"description\": \""
                + why
                + "\""
                + parameters
                + "}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
