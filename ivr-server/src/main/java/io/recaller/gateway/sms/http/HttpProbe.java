package io.recaller.gateway.sms.http;

import io.recaller.gateway.call.HttpCalls;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.tls.Distrust;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Looks whether a provider lets us in, without sending. Blocking, some seconds. */
public final class HttpProbe {
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private HttpProbe() {}

    /**
     * Why not, with the remedy; empty: it does, or does not know what it is asked: not all who
     * speak as one of them know more than to send.
     */
    public static Optional<String> problem(SmsPlan plan) {
        var aggregator = HttpCarrier.of(plan);
        try {
            var answer =
                    ProviderAnswer.of(
                            new HttpCalls(plan.authorities())
                                    .answer(aggregator.knock().build(), LONGEST_ANSWER, WITHIN));
            return aggregator.isRefused(answer) || answer.isElsewhere()
                    ? Optional.of(answer.refusal(plan.gateway(), "").remedy().why())
                    : Optional.empty();
        } catch (IOException failure) {
            return Optional.of(
                    Distrust.words(failure)
                            .orElseGet(() ->
                                    "the provider cannot be reached at "
                                            + plan.url()
                                            + "; check channels."
                                            + plan.gateway()
                                            + ".url and the network"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
