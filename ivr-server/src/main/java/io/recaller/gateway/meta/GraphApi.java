package io.recaller.gateway.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.gateway.call.BrokenOffException;
import io.recaller.gateway.call.HttpCalls;
import io.recaller.gateway.call.MultipartForm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Posts messages to the Graph API. Blocking; any thread. No failure tells the token. */
final class GraphApi {
    private static final int GOOD = 200;
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MetaPlan plan;
    private final GraphErrors errors;
    private final HttpCalls http = new HttpCalls();

    GraphApi(MetaPlan plan) {
        this.plan = plan;
        this.errors = new GraphErrors(plan);
    }

    /**
     * Meta's id of the message.
     *
     * @param message as it is documented for the service
     */
    String post(ObjectNode message) throws NotSentException {
        return id(
                answer(
                        request(plan.messages())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(message.toString()))
                                .build()));
    }

    /**
     * Sends a file up, for a message to name.
     *
     * @return Meta's id of it
     * @throws BrokenOffException when no answer came
     */
    String upload(OutboundFile file) throws NotSentException, BrokenOffException {
        var uploads = new MetaUploads(plan.service());
        var type = file.attachment().type();
        var form = MultipartForm.of(uploads.fields(type), uploads.field(), file);
        var request =
                form.to(plan.uploads()).header("Authorization", "Bearer " + plan.token()).build();
        try {
            var answered = asked(request, form.within());
            var answer = good(answered);
            var id = answer.path("id").asText(answer.path("attachment_id").asText(""));
            if (id.isEmpty()) {
                throw refusal(answered);
            }
            return id;
        } catch (ConnectException | HttpConnectTimeoutException _) {
            throw unreached();
        } catch (IOException _) {
            throw new BrokenOffException();
        }
    }

    /** Whether the token is let in. */
    void look() throws NotSentException {
        var _ = good(answer(request(URI.create(plan.sender() + "?fields=id")).build()));
    }

    /**
     * Where a file of somebody's lies, and how big it is.
     *
     * @param id letters, digits, - and _ only
     */
    JsonNode media(String id) throws NotSentException {
        return good(
                answer(
                        request(URI.create(plan.media(id) + "?phone_number_id=" + plan.account()))
                                .build()));
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + plan.token());
    }

    /** What Meta answered. */
    private record Answered(int status, JsonNode json, String retryAfter) {}

    private Answered answer(HttpRequest request) throws NotSentException {
        try {
            return asked(request, ANSWER_WITHIN);
        } catch (IOException _) {
            throw unreached();
        }
    }

    private NotSentException unreached() {
        return new NotSentException(
                new Remedy.Again(
                        PAUSE,
                        "Meta cannot be reached, or answers too late; check the network and"
                                + " channels."
                                + plan.gateway()
                                + ".url"));
    }

    private Answered asked(HttpRequest request, Duration within)
            throws NotSentException, IOException {
        try {
            var response = http.answer(request, LONGEST_ANSWER, within);
            return new Answered(
                    response.statusCode(),
                    read(new String(response.body(), StandardCharsets.UTF_8)),
                    response.headers().firstValue("Retry-After").orElse(""));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NotSentException(new Remedy.Again(Duration.ZERO, "the server stops"));
        }
    }

    private String id(Answered answered) throws NotSentException {
        var answer = good(answered);
        var id = answer.path("messages").path(0).path("id");
        var given = id.isTextual() ? id.asText() : answer.path("message_id").asText("");
        if (given.isEmpty()) {
            throw refusal(answered);
        }
        return given;
    }

    private JsonNode good(Answered answered) throws NotSentException {
        if (answered.status() != GOOD || !answered.json().isObject()) {
            throw refusal(answered);
        }
        return answered.json();
    }

    private NotSentException refusal(Answered answered) {
        return new NotSentException(
                errors.remedy(
                        answered.status(), answered.json().path("error"), answered.retryAfter()));
    }

    /** Missing where it is no JSON. */
    private static JsonNode read(String body) {
        try {
            var read = JSON.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }
}
