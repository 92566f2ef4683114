package io.recaller.conversation.lookup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.conversation.lookup.LookUpFuses.Seen;
import io.recaller.db.Storable;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Turn;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other systems over HTTP/1.1, as the settings say: of those that are asked to change to
 * HTTP/2 some refuse, or never end their answer. A late, failed or strange answer is {@link
 * Input.NotFound}: the flow says what happens then. Any thread may use it.
 */
public final class HttpLookUps implements OutsideAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(HttpLookUps.class);
    private static final int LONGEST_ANSWER = 1_000_000;

    /** In the place of a status: no answer has begun. */
    private static final int UNANSWERED = 0;

    /** From here on the other system says itself that it failed (RFC 9110, 15.6). */
    private static final int BROKEN = 500;

    /** A tree may be a hundred times larger than its text, and many calls may ask at once. */
    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxTokenCount(20_000)
                                            .maxNestingDepth(100)
                                            .build())
                            .build());

    private final Map<String, Source> sources;
    private final HttpClient http;
    private final LookUpFuses fuses;

    public HttpLookUps(Map<String, Source> sources) {
        this(sources, InstantSource.system());
    }

    /** With a time of its own. */
    HttpLookUps(Map<String, Source> sources, InstantSource clock) {
        this.fuses = new LookUpFuses(clock);
        this.sources = Map.copyOf(sources);
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(2))
                        .build();
    }

    /**
     * One system that can be asked.
     *
     * @param post arguments go as a JSON body instead of the query
     * @param timeout from the first byte sent to the last received
     * @param bearer sent as {@code Authorization: Bearer …}
     * @param results name in the dialogue's data → JSON Pointer (RFC 6901) into the answer; throws
     *     {@link IllegalArgumentException} when one is not
     */
    public record Source(
            URI url,
            boolean post,
            Duration timeout,
            Optional<String> bearer,
            Map<String, String> results) {
        public Source {
            results = Map.copyOf(results);
            results.values().forEach(JsonPointer::compile);
        }

        /** Never the secret. */
        @Override
        public String toString() {
            return (post ? "POST " : "GET ") + url;
        }
    }

    /**
     * Blocks until the answer, the source's timeout, or a failure. A source that has failed again
     * and again is left alone for a while: nothing is found there at once.
     *
     * @param idempotencyKey the same for the same contact, node and turn, however often it is asked
     */
    @Override
    public Input ask(Turn.LookUp lookUp, String idempotencyKey) {
        var source = sources.get(lookUp.source());
        if (source == null) {
            LOG.atWarn().addKeyValue("source", lookUp.source()).log("look-up is not in settings");
            return new Input.NotFound();
        }
        var fuse = fuses.of(lookUp.source());
        if (!fuse.lets()) {
            return new Input.NotFound();
        }
        var seen = Seen.NOTHING;
        try {
            var answer = asked(source, lookUp, idempotencyKey);
            seen = answer.seen();
            return answer.input();
        } finally {
            fuse.saw(seen);
        }
    }

    /** What came of a question, and what that tells its fuse of the other system. */
    private record Answered(Input input, Seen seen) {}

    private Answered asked(Source source, Turn.LookUp lookUp, String idempotencyKey) {
        var status = new AtomicInteger(UNANSWERED);
        var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER);
        var asked =
                http.sendAsync(
                        request(source, lookUp.arguments(), idempotencyKey),
                        head -> {
                            status.set(head.statusCode());
                            return body.apply(head);
                        });
        try {
            var response = asked.get(source.timeout().toNanos(), TimeUnit.NANOSECONDS);
            return new Answered(read(source, lookUp.source(), response), seen(status.get()));
        } catch (ExecutionException e) {
            return failed(lookUp, e.getCause(), seen(status.get()));
        } catch (IOException e) {
            return failed(lookUp, e, seen(status.get()));
        } catch (TimeoutException e) {
            return failed(lookUp, e, Seen.DEAD);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answered(new Input.NotFound(), Seen.NOTHING);
        } finally {
            asked.cancel(true);
        }
    }

    private static Seen seen(int status) {
        return status == UNANSWERED || status >= BROKEN ? Seen.DEAD : Seen.ALIVE;
    }

    /** Not the failure's message: it may quote the answer. */
    private static Answered failed(Turn.LookUp lookUp, @Nullable Throwable failure, Seen seen) {
        LOG.atWarn()
                .addKeyValue("source", lookUp.source())
                .addKeyValue("error", failure == null ? "none" : failure.getClass().getSimpleName())
                .log("look-up failed");
        return new Answered(new Input.NotFound(), seen);
    }

    private static HttpRequest request(
            Source source, Map<String, String> arguments, String idempotencyKey) {
        var request =
                HttpRequest.newBuilder(source.post() ? source.url() : query(source, arguments))
                        .header("Accept", "application/json")
                        .header("Idempotency-Key", idempotencyKey);
        source.bearer().ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        if (source.post()) {
            request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.valueToTree(arguments).toString()));
        }
        return request.build();
    }

    private static URI query(Source source, Map<String, String> arguments) {
        if (arguments.isEmpty()) {
            return source.url();
        }
        var query =
                arguments.entrySet().stream()
                        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                        .sorted()
                        .collect(Collectors.joining("&"));
        var url = source.url().toString();
        return URI.create(url + (url.contains("?") ? "&" : "?") + query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Input read(Source source, String name, HttpResponse<byte[]> response)
            throws IOException {
        if (response.statusCode() != 200) {
            LOG.atInfo()
                    .addKeyValue("source", name)
                    .addKeyValue("status", response.statusCode())
                    .log("look-up found nothing");
            return new Input.NotFound();
        }
        return answer(source.results(), name, response.body());
    }

    /**
     * What an answer holds.
     *
     * @param results name in the dialogue's data → JSON Pointer into the answer
     * @param asked the look-up's name, for the log
     * @throws IOException when it is no JSON, or more of it than is taken
     */
    public static Input answer(Map<String, String> results, String asked, byte[] json)
            throws IOException {
        var answer = JSON.readTree(json);
        return answer.isMissingNode() ? new Input.NotFound() : found(results, asked, answer);
    }

    /** A value that could not be kept is left out, as one that is not there; the rest is taken. */
    private static Input found(Map<String, String> results, String asked, JsonNode answer) {
        var values = new HashMap<String, String>();
        results.forEach((name, pointer) -> {
            var value = answer.at(pointer);
            if (!value.isValueNode() || value.isNull()) {
                return;
            }
            var flaw = Storable.flaw(value.asText());
            if (flaw.isEmpty()) {
                values.put(name, value.asText());
            } else {
                LOG.atWarn()
                        .addKeyValue("source", asked)
                        .addKeyValue("result", name)
                        .addKeyValue("problem", flaw.get())
                        .log("look-up's value left out");
            }
        });
        return new Input.Found(values);
    }
}
