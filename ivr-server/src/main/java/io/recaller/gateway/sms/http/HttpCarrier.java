package io.recaller.gateway.sms.http;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.call.HttpCalls;
import io.recaller.gateway.call.SendingRate;
import io.recaller.gateway.sms.Carrier;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.tls.Distrust;
import java.io.IOException;
import java.time.Duration;

/**
 * Brings messages by HTTP. What may have been taken although its answer was lost is sent again: a
 * provider that is told the same twice cannot tell, and a lost answer is worse.
 */
public final class HttpCarrier implements Carrier {
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** Well within what a stop waits for. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Aggregator aggregator;
    private final HttpCalls http;
    private final SendingRate rate;

    /** To the provider of a plan, which speaks HTTP. */
    public HttpCarrier(SmsPlan plan) {
        this.aggregator = of(plan);
        this.http = new HttpCalls(plan.authorities());
        this.rate = SendingRate.of(plan.perSecond());
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
        rate.await(PATIENCE);
        try {
            var request = aggregator.request(parcel).build();
            var response = http.answer(request, LONGEST_ANSWER, ANSWER_WITHIN);
            return aggregator.taken(parcel, ProviderAnswer.of(response));
        } catch (IOException e) {
            throw new NotSentException(
                    Distrust.words(e)
                            .<Remedy>map(Remedy.Dead::new)
                            .orElseGet(() ->
                                    new Remedy.Again(
                                            PAUSE,
                                            "the provider cannot be reached, or answers too"
                                                    + " late")));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NotSentException(new Remedy.Again(Duration.ZERO, "the server stops"));
        }
    }
}
