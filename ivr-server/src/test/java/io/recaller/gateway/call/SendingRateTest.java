package io.recaller.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SendingRateTest {
    /** A server that stops has no time for all who wait. */
    @Test
    void whoHasOthersBeforeThemForLongComesAgain() throws Exception {
        var rate = SendingRate.of(1);
        rate.await();
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var next =
                    others.submit(() -> {
                        rate.await();
                        return true;
                    });
            var patience = Duration.ofMillis(50);

            var told = refusalAfter(rate, patience);

            assertThat(told.remedy())
                    .isInstanceOfSatisfying(
                            Remedy.Again.class,
                            again -> assertThat(again.after()).isEqualTo(patience));
            assertThat(next.get()).isTrue();
        }
    }

    /** The turn is the other's by the second look at the latest. */
    private static NotSentException refusalAfter(SendingRate rate, Duration patience) {
        for (var i = 0; i < 3; i++) {
            var told = catchThrowableOfType(NotSentException.class, () -> rate.await(patience));
            if (told != null) {
                return told;
            }
        }
        throw new AssertionError("nobody was told to come again");
    }
}
