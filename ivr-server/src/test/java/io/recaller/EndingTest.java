package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class EndingTest {
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void aStartThatStillWaitsIsInterruptedAndWhatRunsIsClosedOnceItIsOver() throws Exception {
        var ending = new Ending();
        var end = Thread.ofVirtual().start(ending::end);

        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            assertThat(closed).hasValue(0);
            ending.started(closed::incrementAndGet);
        }
        end.join();

        assertThat(closed).hasValue(1);
    }

    @Test
    void afterTheStartNobodyIsInterrupted() {
        var ending = new Ending();
        ending.started(closed::incrementAndGet);

        ending.end();

        assertThat(closed).hasValue(1);
        assertThat(Thread.interrupted()).isFalse();
    }
}
