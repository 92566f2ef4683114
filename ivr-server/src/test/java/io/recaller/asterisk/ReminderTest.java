package io.recaller.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReminderTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Reminder reminder = new Reminder(Duration.ofMinutes(10), nanos::get);

    @Test
    void whatIsWrongIsToldAtOnceAndThenNowAndThenWithHowOften() {
        assertThat(reminder.due()).hasValue(1);
        for (int i = 0; i < 9; i++) {
            assertThat(reminder.due()).isEmpty();
        }

        nanos.addAndGet(Duration.ofMinutes(10).toNanos());

        assertThat(reminder.due()).hasValue(10);
        assertThat(reminder.due()).isEmpty();
    }
}
