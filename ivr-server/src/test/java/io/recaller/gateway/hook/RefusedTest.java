package io.recaller.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RefusedTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));
    private final Refused refused = new Refused("tw", now::get);

    @Test
    void itIsToldOnceAMinuteWithHowManyItWere() {
        assertThat(refused.count("not signed")).isEqualTo(1);
        assertThat(refused.count("not signed")).isZero();
        assertThat(refused.count("not signed")).isZero();
        now.updateAndGet(at -> at.plusSeconds(60));

        assertThat(refused.count("not signed")).isEqualTo(3);
    }
}
