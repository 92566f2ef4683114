package io.recaller.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PulseTest {
    private long now = Long.MAX_VALUE - Duration.ofSeconds(4).toNanos();
    private final Pulse pulse = new Pulse(() -> now);

    @Test
    void whoBeatsDoesNotStandStill() {
        for (var i = 0; i < 40; i++) {
            passes(Duration.ofMillis(600));
            pulse.beat();
            assertThat(pulse.hasJustStoodStill()).isFalse();
        }
    }

    @Test
    void whoeverAsksFirstAfterAStopIsTold() {
        passes(Duration.ofSeconds(7));

        assertThat(pulse.hasJustStoodStill()).isTrue();
    }

    @Test
    void aStopIsRememberedForAWhileOnly() {
        passes(Duration.ofSeconds(7));
        pulse.beat();
        assertThat(pulse.hasJustStoodStill()).isTrue();

        for (var i = 0; i < 11; i++) {
            passes(Duration.ofSeconds(1));
            pulse.beat();
        }

        assertThat(pulse.hasJustStoodStill()).isFalse();
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }
}
