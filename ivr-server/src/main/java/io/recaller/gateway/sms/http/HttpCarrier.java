package io.recaller.gateway.sms.http;

import io.recaller.channel.Gateway.NotSentException;
import io.recaller.channel.Gateway.Remedy;
import io.recaller.gateway.sms.Carrier;
import io.recaller.gateway.sms.SmsPlan;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Brings messages by HTTP. What may have been taken although its answer was lost is sent again: a
 * provider that is told the same twice cannot tell, and a lost answer is worse.
 */
public final class HttpCarrier implements Carrier {
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Aggregator aggregator;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_WITHIN)
                    .build();

    /** To the provider of a plan, which speaks HTTP. */
    public HttpCarrier(SmsPlan plan) {
        this.aggregator = of(plan);
    }

    static Aggregator of(SmsPlan plan) {
        return switch (plan.provider()) {
            case TWILIO -> new Twilio(plan);
            case INFOBIP -> new Infobip(plan);
            case KANNEL -> new Kannel(plan);
            case SMPP -> throw new IllegalArgumentException("SMPP is not spoken over HTTP");
        };
    }

    @Override
    public String carry(Parcel parcel) throws NotSentException {
        try {
            var request = aggregator.request(parcel).timeout(ANSWER_WITHIN).build();
            var body =
                    BodyHandlers.limiting(
                            BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST_ANSWER);
            var response = http.send(request, body);
            return aggregator.taken(
                    parcel,
                    new ProviderAnswer(
                            response.statusCode(),
                            response.body(),
                            response.headers().firstValue("Retry-After")));
        } catch (IOException _) {
            throw new NotSentException(
                    new Remedy.Again(PAUSE, "the provider cannot be reached, or answers too late"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NotSentException(new Remedy.Again(Duration.ZERO, "the server stops"));
        }
    }
}
