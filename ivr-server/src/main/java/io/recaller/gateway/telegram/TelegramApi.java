package io.recaller.gateway.telegram;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.call.BrokenOffException;
import io.recaller.gateway.call.HttpCalls;
import io.recaller.gateway.call.MultipartForm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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

    /** Of a file that comes, however slow the line is: what is more than its bytes. */
    private static final Duration FILE_WITHIN = Duration.ofSeconds(30);

    /** Bytes a second of a line that files come by: all others of the bot wait meanwhile. */
    private static final int SLOWEST_DOWN = 200_000;

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
    private final HttpCalls http = new HttpCalls();

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
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(arguments.toString()))
                        .build(),
                within.plus(SLACK));
    }

    /**
     * As {@link #call}, with a file in a form, for which there is as much time as a slow line
     * takes.
     *
     * @throws BrokenOffException when it was being sent, or was sent, and no answer came
     */
    JsonNode send(String method, MultipartForm form) throws NotSentException, BrokenOffException {
        try {
            return read(form.to(bot.method(method)).build(), form.within());
        } catch (ConnectException | HttpConnectTimeoutException _) {
            throw unreached();
        } catch (IOException _) {
            throw new BrokenOffException();
        }
    }

    /**
     * A file that {@code getFile} named.
     *
     * @param told bytes, as far as they are known
     * @return empty: it is not there any more
     */
    Optional<byte[]> download(String path, int largest, long told) throws NotSentException {
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        var request = HttpRequest.newBuilder(bot.file(path)).build();
        var within = FILE_WITHIN.plusSeconds(Math.min(told, largest) / SLOWEST_DOWN);
        try {
            var answer = http.answer(request, largest, within);
            if (answer.statusCode() >= BROKEN || answer.statusCode() == TOO_MANY) {
                throw unreached();
            }
            return answer.statusCode() == OK ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException _) {
            throw unreached();
        } catch (InterruptedException _) {
            throw stopped();
        }
    }

    private NotSentException unreached() {
        var why =
                "Telegram cannot be reached; check the network and channels." + bot.name() + ".url";
        return new NotSentException(new Remedy.Again(Duration.ofSeconds(5), why));
    }

    private static NotSentException stopped() {
        Thread.currentThread().interrupt();
        return new NotSentException(new Remedy.Again(Duration.ZERO, "the server stops"));
    }

    private JsonNode result(HttpRequest request, Duration within) throws NotSentException {
        try {
            return read(request, within);
        } catch (IOException _) {
            throw unreached();
        }
    }

    private JsonNode read(HttpRequest request, Duration within)
            throws NotSentException, IOException {
        try {
            var response = http.answer(request, LONGEST_ANSWER, within);
            var answer = JSON.readTree(response.body());
            if (!answer.path("ok").isBoolean()) {
                throw notTelegrams(response.statusCode());
            }
            if (!answer.path("ok").asBoolean()) {
                throw new NotSentException(remedy(answer));
            }
            return answer.path("result");
        } catch (InterruptedException _) {
            throw stopped();
        }
    }

    /** Such as of a proxy before it: what it was asked may have been done, or not. */
    private NotSentException notTelegrams(int status) throws IOException {
        if (status >= BROKEN) {
            throw new IOException("status " + status + " and no word of the Bot API");
        }
        return new NotSentException(
                new Remedy.Dead(
                        "what answers is not Telegram; check channels." + bot.name() + ".url"));
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
