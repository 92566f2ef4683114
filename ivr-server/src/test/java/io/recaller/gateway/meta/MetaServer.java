package io.recaller.gateway.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recaller.gateway.meta.MetaPlan.MessageTemplate;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.speech.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A Graph API that refuses what the real one does. Its limits are those of Meta's OpenAPI of the
 * Business Messaging API (v23.0) and of developers.facebook.com, messenger-platform: text,
 * quick-replies (2026).
 */
public final class MetaServer implements AutoCloseable {
    public static final String TOKEN = "EAAtest";
    public static final String SECRET = "app-s3cret";
    public static final String VERIFY = "0123456789abcdef";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WHATSAPP_FIELDS =
            Set.of(
                    "messaging_product",
                    "recipient_type",
                    "to",
                    "recipient",
                    "type",
                    "text",
                    "interactive",
                    "template",
                    "image",
                    "audio",
                    "video",
                    "document",
                    "biz_opaque_callback_data");
    private static final Set<String> PAGE_FIELDS =
            Set.of("recipient", "message", "messaging_type", "tag");

    final List<JsonNode> sent = new CopyOnWriteArrayList<>();
    final List<String> paths = new CopyOnWriteArrayList<>();

    /** Status, then body; the next answers. */
    final Deque<String> refusals = new ConcurrentLinkedDeque<>();

    /** Empty: as much is taken as comes, at any time. */
    volatile Optional<MetaLimits> limits = Optional.empty();

    /** Files that people sent, by Meta's id of them. */
    final Map<String, byte[]> media = new ConcurrentHashMap<>();

    /** Where Instagram's API stands: its limits are others than Messenger's. */
    private static final String INSTAGRAM = "/instagram";

    private static final String LOOKASIDE = "/whatsapp_business/attachments/";

    /** Files that were sent up, as the forms that brought them, by Meta's id of each. */
    final Map<String, String> uploads = new ConcurrentHashMap<>();

    private final AtomicLong ids = new AtomicLong();
    private final HttpServer server;

    public MetaServer() {
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

    /** Somebody writes by WhatsApp. */
    public void says(URI webhook, String user, String text) {
        post(
                webhook,
                user,
                "{\"from_user_id\": \"%s\", \"id\": \"wamid.%d\", \"timestamp\": \"%d\", \"type\": \"text\","
                                .formatted(user, ids.incrementAndGet(), now())
                        + " \"text\": {\"body\": \""
                        + text
                        + "\"}}");
    }

    /** Somebody presses the button of the newest message to them whose title begins so. */
    public void presses(URI webhook, String user, String title) {
        var action = to(user).getLast().path("interactive").path("action");
        var choices =
                Stream.concat(
                        action.path("buttons").valueStream().map(each -> each.path("reply")),
                        action.path("sections").path(0).path("rows").valueStream());
        var key =
                choices.filter(each -> each.path("title").asText().startsWith(title))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asText();
        post(
                webhook,
                user,
                "{\"from_user_id\": \"%s\", \"id\": \"wamid.%d\", \"timestamp\": \"%d\", \"type\": \"interactive\","
                                .formatted(user, ids.incrementAndGet(), now())
                        + " \"interactive\": {\"button_reply\": {\"id\": \""
                        + key
                        + "\"}}}");
    }

    /** What was sent to somebody by WhatsApp, in order. */
    public List<JsonNode> to(String user) {
        return sent.stream().filter(each -> each.path("recipient").asText().equals(user)).toList();
    }

    private static long now() {
        return InstantSource.system().instant().getEpochSecond();
    }

    private static void post(URI webhook, String user, String message) {
        var body =
                """
                {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": {
                  "metadata": {"phone_number_id": "%s"}, "contacts": [{"profile": {"name": "Dana"}, "user_id": "%s"}],
                  "messages": [%s]}}]}]}
                """
                        .formatted(account(Service.WHATSAPP), user, message);
        var signature = MetaSignature.of(SECRET, body.getBytes(StandardCharsets.UTF_8));
        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(webhook)
                                    .header("X-Hub-Signature-256", signature)
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    MetaPlan plan(Service service) {
        return plan(
                service,
                TOKEN,
                service == Service.INSTAGRAM ? URI.create(address() + INSTAGRAM) : address());
    }

    static MetaPlan plan(Service service, String token, URI api) {
        return new MetaPlan(
                service.title().toLowerCase(java.util.Locale.ROOT),
                service,
                account(service),
                token,
                SECRET,
                VERIFY,
                api,
                "v25.0",
                service == Service.WHATSAPP
                        ? List.of(
                                new MessageTemplate(
                                        "template", "we_answer", "ru", "Мы готовы ответить."),
                                new MessageTemplate(
                                        "order",
                                        "order_ready",
                                        "ru",
                                        "{name}, заявка {request} готова, {name}."))
                        : List.of(),
                service == Service.MESSENGER,
                new Language("ru"),
                service == Service.INSTAGRAM
                        ? java.util.Optional.of(URI.create("https://ivr.example"))
                        : java.util.Optional.empty());
    }

    public static String account(Service service) {
        return switch (service) {
            case WHATSAPP -> "106540352242922";
            case MESSENGER -> "102034567890123";
            case INSTAGRAM -> "17841400000000000";
        };
    }

    static String refused(int status, int code, int subcode, String message) {
        return status
                + "{\"error\": {\"message\": \""
                + message
                + "\", \"type\": \"OAuthException\", \"code\": "
                + code
                + (subcode == 0 ? "" : ", \"error_subcode\": " + subcode)
                + ", \"fbtrace_id\": \"x\"}}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var path = exchange.getRequestURI().getPath();
        paths.add(path.replaceFirst("^" + INSTAGRAM, ""));
        var isPage = path.startsWith("/cdn/");
        if (!isPage && !isKnown(exchange)) {
            send(exchange, refused(401, 190, 0, "Error validating access token"));
        } else if (isPage || path.equals(LOOKASIDE)) {
            var file = media.get(exchange.getRequestURI().getQuery());
            send(exchange, file == null ? 404 : 200, file == null ? new byte[0] : file);
        } else {
            send(exchange, result(exchange, path, body));
        }
    }

    private static boolean isKnown(HttpExchange exchange) {
        return ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void send(HttpExchange exchange, String answer) throws IOException {
        send(
                exchange,
                Integer.parseInt(answer.substring(0, 3)),
                answer.substring(3).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Where a file of WhatsApp's lies: told to whoever asks as the account that has it. */
    private String told(HttpExchange exchange, String id) {
        var asks = "phone_number_id=" + account(Service.WHATSAPP);
        var file = media.get(id);
        return file == null || !asks.equals(exchange.getRequestURI().getQuery())
                ? refused(400, 100, 33, "Unsupported get request. Object does not exist")
                : "200{\"messaging_product\": \"whatsapp\", \"url\": \"%s%s?%s\", \"mime_type\": \"image/png\","
                                .formatted(address(), LOOKASIDE, id)
                        + " \"sha256\": \"x\", \"file_size\": %d, \"id\": \"%s\"}"
                                .formatted(file.length, id);
    }

    private String result(HttpExchange exchange, String path, byte[] bytes) throws IOException {
        var refusal = refusals.poll();
        if (refusal != null) {
            return refusal;
        }
        if (exchange.getRequestMethod().equals("GET") && path.matches("/v25.0/file[0-9]+")) {
            return told(exchange, path.substring(7));
        }
        if (path.equals("/v25.0/" + account(Service.WHATSAPP) + "/media")
                || path.equals("/v25.0/me/message_attachments")) {
            return uploaded(exchange, path, new String(bytes, StandardCharsets.ISO_8859_1));
        }
        var body = JSON.readTree(bytes);
        if (path.equals("/v25.0/" + account(Service.WHATSAPP))
                || path.equals("/v25.0/me")
                || path.equals(INSTAGRAM + "/v25.0/me")) {
            return "200{\"id\": \"1\"}";
        }
        var isWhatsApp = path.equals("/v25.0/" + account(Service.WHATSAPP) + "/messages");
        var isInstagram = path.equals(INSTAGRAM + "/v25.0/me/messages");
        if (!isWhatsApp && !isInstagram && !path.equals("/v25.0/me/messages")) {
            return refused(400, 100, 33, "Unsupported post request. Object does not exist");
        }
        var flaw =
                isWhatsApp
                        ? whatsAppFlaw(body)
                        : isInstagram ? instagramFlaw(body) : messengerFlaw(body);
        if (!flaw.isEmpty()) {
            return refused(400, 100, 0, flaw);
        }
        var tooMuch = limits.flatMap(each -> each.refusal(to(body), kind(body, isWhatsApp)));
        if (tooMuch.isPresent()) {
            return tooMuch.get();
        }
        sent.add(body);
        var id = "m" + sent.size();
        return isWhatsApp
                ? "200{\"messaging_product\": \"whatsapp\", \"messages\": [{\"id\": \"wa."
                        + id
                        + "\"}]}"
                : "200{\"recipient_id\": \"1\", \"message_id\": \"" + id + "\"}";
    }

    private static String to(JsonNode body) {
        var page = body.path("recipient").path("id").asText();
        return page.isEmpty() ? body.path("recipient").asText(body.path("to").asText()) : page;
    }

    private static MetaLimits.Kind kind(JsonNode body, boolean isWhatsApp) {
        if (isWhatsApp) {
            return body.path("type").asText().equals("template")
                    ? MetaLimits.Kind.TEMPLATE
                    : MetaLimits.Kind.WHATSAPP;
        }
        return body.has("tag") ? MetaLimits.Kind.TAGGED : MetaLimits.Kind.PAGE;
    }

    /** A form with what is documented for the service, and a file of a kind it takes. */
    private String uploaded(HttpExchange exchange, String path, String form) {
        var type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        var needed =
                path.endsWith("/media")
                        ? List.of("name=\"messaging_product\"\r\n\r\nwhatsapp", "name=\"file\"")
                        : List.of("name=\"message\"", "name=\"filedata\"", "\"is_reusable\":true");
        if (!type.startsWith("multipart/form-data; boundary=")
                || !needed.stream().allMatch(form::contains)) {
            return refused(400, 100, 0, "(#100) Param file is required");
        }
        if (path.endsWith("/media") && form.contains("image/gif")) {
            return refused(400, 100, 0, "Param file must be a file with one of the types");
        }
        var id = "up" + (uploads.size() + 1);
        uploads.put(id, form);
        return path.endsWith("/media")
                ? "200{\"id\": \"" + id + "\"}"
                : "200{\"attachment_id\": \"" + id + "\"}";
    }

    private String messengerFlaw(JsonNode body) {
        var attachment = body.path("message").path("attachment");
        if (attachment.isMissingNode()) {
            return pageFlaw(body);
        }
        return body.path("message").has("text")
                        || body.path("recipient").path("id").asText().isEmpty()
                        || !Set.of("image", "audio", "video", "file")
                                .contains(attachment.path("type").asText())
                        || !uploads.containsKey(
                                attachment.path("payload").path("attachment_id").asText())
                ? "attachment"
                : "";
    }

    /** Of a text it counts bytes, and a file it fetches (instagram-messaging: send-message). */
    private static String instagramFlaw(JsonNode body) {
        var message = body.path("message");
        if (message.has("metadata")) {
            return "metadata";
        }
        if (message.has("attachment")) {
            var attachment = message.path("attachment");
            return message.has("text")
                            || !Set.of("image", "audio", "video", "file")
                                    .contains(attachment.path("type").asText())
                            || !attachment.path("payload").path("url").asText().startsWith("https:")
                    ? "attachment"
                    : "";
        }
        return message.path("text").asText().getBytes(StandardCharsets.UTF_8).length > 1000
                ? "text has 1 to 1000 bytes"
                : pageFlaw(body);
    }

    private String mediaFlaw(JsonNode body, String type) {
        var media = body.path(type);
        return !uploads.containsKey(media.path("id").asText())
                        || media.has("filename") != type.equals("document")
                ? type
                : "";
    }

    private String whatsAppFlaw(JsonNode body) {
        if (!hasOnly(body, WHATSAPP_FIELDS) || body.has("to") == body.has("recipient")) {
            return "unknown field, or not one recipient";
        }
        if (body.has("to") && !body.path("to").asText().matches("\\+?[0-9]+")) {
            return "to is no number";
        }
        if (body.path("biz_opaque_callback_data").asText().length() > 512) {
            return "biz_opaque_callback_data has up to 512 characters";
        }
        return switch (body.path("type").asText()) {
            case "text" -> limit("text.body", body.path("text").path("body").asText(), 4096);
            case "template" -> templateFlaw(body.path("template"));
            case "interactive" -> interactiveFlaw(body.path("interactive"));
            case "image", "audio", "video", "document" ->
                    mediaFlaw(body, body.path("type").asText());
            default -> "type";
        };
    }

    /** Of a template's body, how many fields it was approved with. */
    private static String templateFlaw(JsonNode template) {
        if (template.path("language").path("code").asText().isEmpty()) {
            return "template.language";
        }
        var approved = template.path("name").asText().equals("order_ready") ? 2 : 0;
        var parameters = template.path("components").path(0).path("parameters");
        if (parameters.size() != approved
                || (approved > 0
                        && !template.path("components")
                                .path(0)
                                .path("type")
                                .asText()
                                .equals("body"))) {
            return "Number of parameters does not match the expected number of params";
        }
        return parameters
                        .valueStream()
                        .allMatch(each ->
                                each.path("type").asText().equals("text")
                                        && !each.path("text").asText().isBlank()
                                        && !each.path("text")
                                                .asText()
                                                .matches("(?s).*([\\n\\t]| {5}).*"))
                ? ""
                : "Param text cannot have new-line/tab characters or more than 4 consecutive spaces";
    }

    private static String interactiveFlaw(JsonNode interactive) {
        var body = limit("body", interactive.path("body").path("text").asText(), 1024);
        if (!body.isEmpty()) {
            return body;
        }
        var action = interactive.path("action");
        return interactive.path("type").asText().equals("button")
                ? buttonsFlaw(action.path("buttons"))
                : listFlaw(action);
    }

    private static String buttonsFlaw(JsonNode buttons) {
        if (buttons.isEmpty() || buttons.size() > 3) {
            return "1 to 3 buttons";
        }
        var titles = new HashSet<String>();
        var ids = new HashSet<String>();
        for (var button : buttons) {
            var reply = button.path("reply");
            var title = reply.path("title").asText();
            if (!limit("title", title, 20).isEmpty()
                    || !limit("id", reply.path("id").asText(), 256).isEmpty()
                    || !ids.add(reply.path("id").asText())
                    || !titles.add(title)) {
                return "button title or id";
            }
        }
        return "";
    }

    private static String listFlaw(JsonNode action) {
        if (!limit("button", action.path("button").asText(), 20).isEmpty()) {
            return "action.button";
        }
        var rows = action.path("sections").path(0).path("rows");
        if (rows.isEmpty() || rows.size() > 10 || action.path("sections").size() != 1) {
            return "1 to 10 rows";
        }
        var ids = new HashSet<String>();
        for (var row : rows) {
            if (!ids.add(row.path("id").asText())) {
                return "Duplicated row id";
            }
            if (!limit("title", row.path("title").asText(), 24).isEmpty()
                    || !limit("id", row.path("id").asText(), 200).isEmpty()
                    || row.path("description").asText("").length() > 72) {
                return "row title, id or description";
            }
        }
        return "";
    }

    private static String pageFlaw(JsonNode body) {
        var message = body.path("message");
        if (!hasOnly(body, PAGE_FIELDS) || body.path("recipient").path("id").asText().isEmpty()) {
            return "unknown field, or no recipient";
        }
        var type = body.path("messaging_type").asText();
        if (!Set.of("RESPONSE", "MESSAGE_TAG").contains(type)
                || type.equals("MESSAGE_TAG") != body.has("tag")
                || !body.path("tag").asText("HUMAN_AGENT").equals("HUMAN_AGENT")) {
            return "messaging_type or tag";
        }
        if (message.path("metadata").asText().length() > 1000) {
            return "metadata has up to 1000 characters";
        }
        var replies = message.path("quick_replies");
        if (replies.size() > 13) {
            return "at most 13 quick replies";
        }
        for (var reply : replies) {
            if (!limit("title", reply.path("title").asText(), 20).isEmpty()
                    || !limit("payload", reply.path("payload").asText(), 1000).isEmpty()) {
                return "quick reply";
            }
        }
        return limit("text", message.path("text").asText(), 2000);
    }

    private static boolean hasOnly(JsonNode body, Set<String> fields) {
        return body.properties().stream().allMatch(field -> fields.contains(field.getKey()));
    }

    private static String limit(String what, String text, int most) {
        return text.isBlank() || text.length() > most
                ? what + " has 1 to " + most + " characters"
                : "";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
