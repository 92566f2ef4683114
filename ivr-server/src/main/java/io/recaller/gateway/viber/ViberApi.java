package io.recaller.gateway.viber;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.call.HttpCalls;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Calls methods of Viber's API (developers.viber.com/docs/api/rest-bot-api). Blocking; any thread.
 */
final class ViberApi {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final int LONGEST_ANSWER = 1_000_000;
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final int TOO_MANY = 429;
    private static final int BROKEN = 500;

    private final ViberBot bot;
    private final HttpCalls http = new HttpCalls();

    ViberApi(ViberBot bot) {
        this.bot = bot;
    }

    /** The answer of a method that did what it should. */
    JsonNode call(String method, ObjectNode arguments) throws NotSentException {
        var request =
                HttpRequest.newBuilder(bot.method(method))
                        .header("Content-Type", "application/json")
                        .header("X-Viber-Auth-Token", bot.token())
                        .POST(BodyPublishers.ofString(arguments.toString()))
                        .build();
        var answer = answer(request);
        if (!answer.path("status").isInt()) {
            throw new NotSentException(
                    new Remedy.Dead(
                            "what answers is not Viber; check channels." + bot.gateway() + ".url"));
        }
        if (answer.path("status").asInt() != 0) {
            throw new NotSentException(ViberRefusal.remedy(answer, bot.gateway()));
        }
        return answer;
    }

    private JsonNode answer(HttpRequest request) throws NotSentException {
        try {
            var response = http.answer(request, LONGEST_ANSWER, WITHIN);
            if (response.statusCode() == TOO_MANY) {
                throw again(ViberRefusal.pause(wish(response)), "Viber takes no more for now");
            }
            if (response.statusCode() >= BROKEN) {
                throw again(Duration.ofSeconds(10), "Viber is out of order");
            }
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        } catch (IOException e) {
            throw again(
                    Duration.ofSeconds(5),
                    "Viber cannot be reached; check the network and channels."
                            + bot.gateway()
                            + ".url");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw again(Duration.ZERO, "the server stops");
        }
    }

    private static String wish(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").orElse("");
    }

    private static NotSentException again(Duration after, String why) {
        return new NotSentException(new Remedy.Again(after, why));
    }
}
