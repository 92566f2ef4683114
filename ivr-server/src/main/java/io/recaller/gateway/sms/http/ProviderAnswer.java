package io.recaller.gateway.sms.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.text.CutEnd;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What a provider answered to a message.
 *
 * @param retryAfter its own wish, in seconds
 */
record ProviderAnswer(int status, String body, Optional<String> retryAfter) {
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SHORTLY = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int PAYMENT = 402;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int BROKEN = 500;
    private static final int REDIRECT = 300;
    private static final int REFUSED = 400;
    private static final int SHOWN = 200;

    static ProviderAnswer of(HttpResponse<byte[]> response) {
        return new ProviderAnswer(
                response.statusCode(),
                new String(response.body(), StandardCharsets.UTF_8),
                response.headers().firstValue("Retry-After"));
    }

    /** The provider is out of order, or it is not there. */
    boolean isElsewhere() {
        return status >= BROKEN || (status >= REDIRECT && status < REFUSED);
    }

    boolean isGood() {
        return status >= 200 && status < REDIRECT;
    }

    /** Missing where the body is no JSON. */
    JsonNode json() {
        try {
            var read = JSON.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    /**
     * What is to be done about one that is not good.
     *
     * @param why in the provider's own words; may be empty
     */
    NotSentException refusal(String gateway, String why) {
        var words = "HTTP " + status + (why.isBlank() ? "" : ": " + shown(why));
        return new NotSentException(
                switch (status) {
                    case UNAUTHORIZED, FORBIDDEN ->
                            new Remedy.Dead(
                                    "the provider refuses our credentials ("
                                            + words
                                            + "); check channels."
                                            + gateway
                                            + ".user and .password");
                    case PAYMENT ->
                            new Remedy.Dead(
                                    "the provider wants money (" + words + "); fill the account");
                    case NOT_FOUND ->
                            new Remedy.Dead(
                                    "the provider knows no such address ("
                                            + words
                                            + "); check channels."
                                            + gateway
                                            + ".url and .user");
                    case TIMEOUT -> new Remedy.Again(SHORTLY, words);
                    case TOO_MANY -> new Remedy.Again(pause(), words);
                    default -> other(gateway, words);
                });
    }

    private Remedy other(String gateway, String words) {
        if (status >= BROKEN) {
            return new Remedy.Again(retryAfter.isPresent() ? pause() : LATER, words);
        }
        return status >= REFUSED
                ? new Remedy.GiveUp("the provider refuses it (" + words + ")")
                : new Remedy.Dead(
                        "the address leads elsewhere ("
                                + words
                                + "); check channels."
                                + gateway
                                + ".url");
    }

    private Duration pause() {
        try {
            var wish = Duration.ofSeconds(Long.parseLong(retryAfter.orElse("").strip()));
            return wish.isNegative() || wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
        } catch (NumberFormatException _) {
            return SHORTLY;
        }
    }

    static String shown(String why) {
        var line = why.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : CutEnd.dotted(line.substring(0, SHOWN));
    }
}
