package io.recaller.gateway.vk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.call.BrokenOffException;
import io.recaller.gateway.call.HttpCalls;
import io.recaller.gateway.call.MultipartForm;
import io.recaller.gateway.call.SendingRate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls methods of VK's API (dev.vk.com/reference). Blocking; any thread. The token goes in the
 * body, so no address and no failure tells it.
 */
final class VkApi {
    static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxTokenCount(500_000)
                                            .maxNestingDepth(100)
                                            .build())
                            .build());

    private static final String VERSION = "5.199";
    private static final int LONGEST_ANSWER = 8_000_000;
    private static final Duration WITHIN = Duration.ofSeconds(15);
    private static final int BROKEN = 500;

    /** Of 20 that a community's key may (dev.vk.com/api/api-requests); others ask by it too. */
    private static final int PER_SECOND = 16;

    private final VkCommunity community;
    private final HttpCalls http = new HttpCalls();
    private final SendingRate rate = SendingRate.of(PER_SECOND);

    VkApi(VkCommunity community) {
        this.community = community;
    }

    /** The response of a method. */
    JsonNode call(String method, Map<String, String> arguments) throws NotSentException {
        var own = Map.of("access_token", community.token(), "v", VERSION);
        var form =
                Stream.concat(arguments.entrySet().stream(), own.entrySet().stream())
                        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        rate.await();
        var answer =
                answer(
                        HttpRequest.newBuilder(community.method(method))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        WITHIN);
        if (answer.has("error")) {
            throw new NotSentException(
                    isOfFiles(method)
                            ? VkRefusal.ofFile(answer.path("error"), community.name())
                            : VkRefusal.remedy(answer.path("error"), community.name()));
        }
        if (!answer.has("response")) {
            throw new NotSentException(
                    new Remedy.Dead(
                            "what answers is not VK; check channels." + community.name() + ".url"));
        }
        return answer.path("response");
    }

    private static boolean isOfFiles(String method) {
        return method.startsWith("photos.") || method.startsWith("docs.");
    }

    /**
     * Sends a file to where VK wants it.
     *
     * @throws BrokenOffException when no answer came
     */
    JsonNode upload(URI address, MultipartForm form) throws NotSentException, BrokenOffException {
        try {
            return asked(form.to(address).build(), form.within());
        } catch (ConnectException | HttpConnectTimeoutException _) {
            throw unreached();
        } catch (IOException _) {
            throw new BrokenOffException();
        }
    }

    /**
     * Asks a long poll's server.
     *
     * @param within how long it may take by itself
     */
    JsonNode ask(URI session, Duration within) throws NotSentException {
        return answer(HttpRequest.newBuilder(session).GET().build(), within.plus(WITHIN));
    }

    private JsonNode answer(HttpRequest request, Duration within) throws NotSentException {
        try {
            return asked(request, within);
        } catch (IOException e) {
            throw unreached();
        }
    }

    private NotSentException unreached() {
        return again(
                Duration.ofSeconds(5),
                "VK cannot be reached; check the network and channels."
                        + community.name()
                        + ".url");
    }

    private JsonNode asked(HttpRequest request, Duration within)
            throws NotSentException, IOException {
        try {
            var response = http.answer(request, LONGEST_ANSWER, within);
            if (response.statusCode() >= BROKEN) {
                throw again(Duration.ofSeconds(10), "VK is out of order");
            }
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw again(Duration.ofSeconds(30), "what VK answers cannot be read");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw again(Duration.ZERO, "the server stops");
        }
    }

    private static NotSentException again(Duration after, String why) {
        return new NotSentException(new Remedy.Again(after, why));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
