package io.recaller.gateway.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WebhookRefusalsTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));
    private final WebhookRefusals log = new WebhookRefusals(now::get);

    @Test
    void itIsSaidOnceAMinuteOfEachGatewayAndHowOften() {
        assertThat(log.refused("a", 403, "x")).isEqualTo(1);
        assertThat(log.refused("a", 403, "x")).isZero();
        assertThat(log.refused("b", 403, "x")).isEqualTo(1);
        now.set(now.get().plusSeconds(60));

        assertThat(log.refused("a", 403, "x")).isEqualTo(2);
        assertThat(log.refused("a", 403, "x")).isZero();
    }
}
