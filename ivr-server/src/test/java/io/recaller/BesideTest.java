package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.settings.file.SettingsException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class BesideTest {
    private final AtomicInteger closed = new AtomicInteger();

    private record Part(AtomicInteger closed) implements AutoCloseable {
        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void itGoesOnWhileTheStartDoesAndIsThereWhenAskedFor() {
        var met = new CountDownLatch(2);

        var part =
                Beside.begin(
                        "part",
                        () -> {
                            meet(met);
                            return "made";
                        });
        meet(met);

        assertThat(part.get()).isEqualTo("made");
    }

    @Test
    void whatWentWrongIsThrownAsItWas() {
        var mistakes = new SettingsException(List.of("flows: none"));

        var part =
                Beside.begin(
                        "part",
                        () -> {
                            throw mistakes;
                        });

        assertThatThrownBy(part::get).isSameAs(mistakes);
        part.close();
    }

    @Test
    void aStartThatFailsLeavesNothingOpenThatWasMadeBesideIt() {
        var part = Beside.begin("part", () -> new Part(closed));

        part.close();

        assertThat(closed).hasValue(1);
    }

    private static void meet(CountDownLatch met) {
        met.countDown();
        try {
            met.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
