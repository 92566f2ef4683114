package io.recaller.gateway.telegram;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.Gateway.NotSentException;
import io.recaller.channel.Gateway.Remedy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Calls methods of the Bot API (core.telegram.org/bots/api). Blocking; any thread. The address
 * holds the token, so no failure tells it.
 */
final class TelegramApi {
    private static final int LONGEST_ANSWER = 4_000_000;
    private static final Duration SLACK = Duration.ofSeconds(10);

    /** Of a file, however slow the line is. */
    private static final Duration FILE_WITHIN = Duration.ofSeconds(30);

    /** Nothing that leads elsewhere. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9._-]+)*");

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int BLOCKED = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int BROKEN = 500;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxTokenCount(500_000)
                                            .maxNestingDepth(100)
                                            .build())
                            .build());

    private final TelegramBot bot;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    TelegramApi(TelegramBot bot) {
        this.bot = bot;
    }

    static ObjectNode arguments() {
        return JSON.createObjectNode();
    }

    /**
     * The result of a method.
     *
     * @param within how long the other side may take by itself
     */
    JsonNode call(String method, ObjectNode arguments, Duration within) throws NotSentException {
        return result(
                HttpRequest.newBuilder(bot.method(method))
                        .timeout(within.plus(SLACK))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(arguments.toString()))
                        .build());
    }

    /** As {@link #call}, with a file in a form. */
    JsonNode send(String method, MultipartForm form) throws NotSentException {
        return result(
                HttpRequest.newBuilder(bot.method(method))
                        .timeout(FILE_WITHIN)
                        .header("Content-Type", form.contentType())
                        .POST(form.body())
                        .build());
    }

    /**
     * A file that {@code getFile} named.
     *
     * @return empty: it is larger, or not there any more
     */
    Optional<byte[]> download(String path, int largest) throws NotSentException {
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        var request = HttpRequest.newBuilder(bot.file(path)).timeout(FILE_WITHIN).build();
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            try (var in = answer.body()) {
                var bytes = in.readNBytes(largest + 1);
                if (answer.statusCode() >= BROKEN || answer.statusCode() == TOO_MANY) {
                    throw unreached();
                }
                return answer.statusCode() == OK && bytes.length <= largest
                        ? Optional.of(bytes)
                        : Optional.empty();
            }
        } catch (IOException _) {
            throw unreached();
        } catch (InterruptedException _) {
            throw stopped();
        }
    }

    private static NotSentException unreached() {
        return new NotSentException(
                new Remedy.Again(Duration.ofSeconds(5), "Telegram cannot be reached"));
    }

    private static NotSentException stopped() {
        Thread.currentThread().interrupt();
        return new NotSentException(new Remedy.Again(Duration.ZERO, "the server stops"));
    }

    private JsonNode result(HttpRequest request) throws NotSentException {
        try {
            var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER);
            var answer = JSON.readTree(http.send(request, body).body());
            if (!answer.path("ok").asBoolean()) {
                throw new NotSentException(remedy(answer));
            }
            return answer.path("result");
        } catch (IOException e) {
            throw unreached();
        } catch (InterruptedException _) {
            throw stopped();
        }
    }

    private static Remedy remedy(JsonNode answer) {
        var code = answer.path("error_code").asInt();
        var words = answer.path("description").asText("no reason given");
        var wait = Duration.ofSeconds(answer.path("parameters").path("retry_after").asLong(5));
        return switch (code) {
            case UNAUTHORIZED, NOT_FOUND ->
                    new Remedy.Dead(
                            "Telegram does not know the bot's token; take the one that BotFather"
                                    + " shows");
            case BLOCKED -> new Remedy.GiveUp("they have blocked the bot: " + words);
            case CONFLICT ->
                    new Remedy.Dead(
                            "somebody else asks for this bot's messages; end it, or remove its"
                                    + " webhook: "
                                    + words);
            case TOO_MANY -> new Remedy.Again(wait, words);
            default ->
                    code >= BROKEN
                            ? new Remedy.Again(Duration.ofSeconds(10), words)
                            : new Remedy.GiveUp("Telegram refuses it: " + words);
        };
    }
}
