package io.recaller.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever was started ends, at whatever moment somebody presses Ctrl-C. */
final class DemoPartsTest {
    private final List<String> ended = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final DemoParts parts = new DemoParts(told::add);

    @Test
    void theNewestEndsFirstAndOneThatFailsKeepsNoOther() {
        keep("asterisk");
        parts.keep(() -> {
            throw new IllegalStateException("stuck");
        });
        keep("server");

        parts.close();
        parts.close();

        assertThat(ended).containsExactly("server", "asterisk");
        assertThat(told).containsExactly("did not stop cleanly: stuck");
    }

    @Test
    void whatIsJustBeingStartedWhenAllIsCutEndsAtOnceAndTheRestWithIt() {
        keep("asterisk");

        parts.cut();

        assertThatThrownBy(() -> keep("server")).isInstanceOf(DemoParts.OverException.class);
        assertThat(ended).containsExactly("server");
        parts.close();
        assertThat(ended).containsExactly("server", "asterisk");
        assertThatThrownBy(() -> keep("late")).isInstanceOf(DemoParts.OverException.class);
        assertThat(ended).endsWith("late");
    }

    /** Programs that end others could not wait for them. */
    @Test
    void whoWasInterruptedEndsThingsLikeAnybodyElse() {
        parts.keep(() -> ended.add("interrupted " + Thread.currentThread().isInterrupted()));

        Thread.currentThread().interrupt();
        parts.close();

        assertThat(Thread.interrupted()).as("and stays so").isTrue();
        assertThat(ended).containsExactly("interrupted false");
    }

    private void keep(String name) {
        AutoCloseable part = () -> ended.add(name);
        assertThat(parts.keep(part)).isSameAs(part);
    }
}
