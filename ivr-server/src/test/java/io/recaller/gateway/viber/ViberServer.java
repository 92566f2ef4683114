package io.recaller.gateway.viber;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recaller.speech.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A Viber that refuses what the real one does. Its limits are those of developers.viber.com (REST
 * bot API, keyboards): a request of 30 kB, a text of 7,000 characters, a sender's name of 28, keys
 * of 1 to 6 columns and 1 or 2 rows with words of up to 250 characters.
 */
public final class ViberServer implements AutoCloseable {
    public static final String TOKEN = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of("receiver", "sender", "type", "text", "keyboard", "media", "size", "file_name");

    final List<JsonNode> sent = new CopyOnWriteArrayList<>();
    final List<JsonNode> hooks = new CopyOnWriteArrayList<>();

    /** What is answered instead; a number alone is a status of HTTP. */
    final Deque<String> refusals = new ConcurrentLinkedDeque<>();

    private final HttpServer server;

    /** Where what it is told is reached in truth; 0: it does not look. */
    private volatile int hookPort;

    public ViberServer() {
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

    /** Where it was told to tell what people do. */
    public List<String> hooks() {
        return hooks.stream().map(each -> each.path("url").asText()).toList();
    }

    /**
     * As the real one does, it calls the address it is told before it takes it; on this machine, at
     * this port.
     */
    public void callBack(int port) {
        hookPort = port;
    }

    /** What was sent to somebody, in order. */
    public List<String> textsTo(String person) {
        return sent.stream()
                .filter(each -> each.path("receiver").asText().equals(person))
                .map(each -> each.path("text").asText())
                .toList();
    }

    /** As it signs what it tells. */
    public static String signature(String body) {
        return HexFormat.of()
                .formatHex(ViberSignature.of(body.getBytes(StandardCharsets.UTF_8), TOKEN));
    }

    ViberBot bot(String token) {
        return new ViberBot(
                "vb",
                token,
                "Aspan",
                address(),
                Optional.of(URI.create("https://ivr.example/")),
                new Language("ru"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var refusal = refusals.poll();
        var status =
                refusal != null && refusal.matches("[0-9]{3}") ? Integer.parseInt(refusal) : 200;
        var answer = refusal == null ? result(exchange, body) : refusal;
        var bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Retry-After", "7");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String result(HttpExchange exchange, byte[] body) throws IOException {
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Viber-Auth-Token"))) {
            return refused(2, "invalidAuthToken");
        }
        var json = JSON.readTree(body);
        return switch (exchange.getRequestURI().getPath()) {
            case "/pa/set_webhook" -> {
                if (hookPort > 0 && !isAnswered(URI.create(json.path("url").asText()))) {
                    yield refused(1, "invalidUrl");
                }
                hooks.add(json);
                yield "{\"status\": 0, \"status_message\": \"ok\"}";
            }
            case "/pa/get_account_info" ->
                    "{\"status\": 0, \"webhook\": \"%s\"}"
                            .formatted(hooks.isEmpty() ? "" : hooks.getLast().path("url").asText());
            case "/pa/send_message" -> message(json, body.length);
            default -> refused(3, "badData");
        };
    }

    private boolean isAnswered(URI hook) throws IOException {
        var event = "{\"event\": \"webhook\", \"timestamp\": 1764158400000, \"message_token\": 1}";
        var call =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hookPort + hook.getPath()))
                        .header("X-Viber-Content-Signature", signature(event))
                        .POST(HttpRequest.BodyPublishers.ofString(event))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(call, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String message(JsonNode json, int size) {
        var flaw = json.path("receiver").asText().isEmpty() ? "no receiver" : flaw(json, size);
        if (!flaw.isEmpty()) {
            return refused(3, flaw);
        }
        sent.add(json);
        return "{\"status\": 0, \"status_message\": \"ok\", \"message_token\": "
                + (5_741_311_803_571_721_087L + sent.size())
                + "}";
    }

    /** What is wrong with a message; empty: nothing. */
    static String flaw(JsonNode json, int size) {
        for (var field : json.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                return "unknown field " + field.getKey();
            }
        }
        var sender = json.path("sender").path("name").asText();
        if (sender.isEmpty() || sender.length() > 28) {
            return "sender is missing";
        }
        if (size > 30_000) {
            return "request is too large";
        }
        if (json.has("media")) {
            return mediaFlaw(json);
        }
        var text = json.path("text").asText();
        if (text.isEmpty() || text.length() > 7_000) {
            return "message is too long or empty";
        }
        if (!json.path("type").asText().equals("text")) {
            return "type is missing";
        }
        if (json.has("keyboard")
                && !json.path("keyboard").path("Type").asText().equals("keyboard")) {
            return "keyboard is not valid. [object has missing required properties ([Type])]";
        }
        for (var key : json.path("keyboard").path("Buttons")) {
            if (key.path("Columns").asInt() < 1
                    || key.path("Columns").asInt() > 6
                    || key.path("Rows").asInt() < 1
                    || key.path("Rows").asInt() > 2
                    || key.path("ActionBody").asText().isEmpty()
                    || key.path("Text").asText().length() > 250) {
                return "keyboard is not valid";
            }
        }
        return "";
    }

    /**
     * developers.viber.com/docs/api/rest-bot-api: "Picture message" (text of at most 768, in
     * earlier editions 120), "Video message", "File message" (a name of at most 256). Ours are
     * empty, and 100.
     */
    private static String mediaFlaw(JsonNode json) {
        var isAddress = json.path("media").asText().matches("https://[^?]+\\.[a-z0-9]{2,5}");
        var isRight =
                switch (json.path("type").asText()) {
                    case "picture" ->
                            json.path("text").asText("none").length() <= 768 && !json.has("size");
                    case "video" -> isWithin(json.path("size").asInt(), 26_000_000);
                    case "file" ->
                            isWithin(json.path("size").asInt(), 50_000_000)
                                    && json.path("file_name").asText().contains(".")
                                    && json.path("file_name").asText().length() <= 256;
                    default -> false;
                };
        return isAddress && isRight ? "" : "media is not valid";
    }

    private static boolean isWithin(int size, int most) {
        return size > 0 && size <= most;
    }

    static String refused(int status, String words) {
        return "{\"status\": " + status + ", \"status_message\": \"" + words + "\"}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
