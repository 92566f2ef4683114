package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AnewTest {
    private long nanos = 42;
    private int tried;
    private final Anew anew = new Anew(() -> nanos, this::pass);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** Gives way each time, after so long. */
    private Supplier<String> neverDone(Duration each) {
        return () -> {
            tried++;
            pass(each);
            throw new ConflictException("it");
        };
    }

    @Test
    void whoIsToldOfACircleAfterASecondIsTriedOnceMoreWhateverTheirPatience() {
        var circle = neverDone(Duration.ofSeconds(1));

        assertThatThrownBy(() -> anew.within(Anew.IN_A_TURN, circle))
                .isInstanceOf(ConflictException.class);
        assertThat(tried).isEqualTo(2);

        tried = 0;
        assertThatThrownBy(() -> anew.within(Anew.ELSEWHERE, circle))
                .isInstanceOf(ConflictException.class);
        assertThat(tried).isEqualTo(2);
    }

    @Test
    void whoGivesWayAtOnceIsTriedForAsLongAsWhoWaitsBears() {
        var began = nanos;

        assertThatThrownBy(() -> anew.within(Anew.IN_A_TURN, neverDone(Duration.ofMillis(1))))
                .isInstanceOf(ConflictException.class);

        assertThat(tried).isBetween(5, 8);
        assertThat(Duration.ofNanos(nanos - began)).isLessThan(Anew.IN_A_TURN.multipliedBy(3));
    }

    /** Whom it stood in the way of must not find it there again. */
    @Test
    void whoWaitedLongInVainLetsTheOtherGoFirst() {
        var began = nanos;

        assertThatThrownBy(() -> anew.within(Anew.IN_A_TURN, neverDone(Duration.ofSeconds(1))))
                .isInstanceOf(ConflictException.class);

        assertThat(Duration.ofNanos(nanos - began)).isEqualTo(Duration.ofMillis(2_100));
    }

    @Test
    void whatIsDoneIsNotTriedAnew() {
        var done =
                anew.within(
                        Anew.IN_A_TURN,
                        () -> {
                            if (++tried < 3) {
                                throw new ConflictException("it");
                            }
                            return "done";
                        });

        assertThat(done).isEqualTo("done");
        assertThat(tried).isEqualTo(3);
    }

    @Test
    void whatFailsOtherwiseFails() {
        assertThatThrownBy(() ->
                        anew.within(
                                Anew.ELSEWHERE,
                                () -> {
                                    tried++;
                                    throw new IllegalStateException("broken");
                                }))
                .hasMessage("broken");
        assertThat(tried).isOne();
    }

    @Test
    void whoIsInterruptedIsTriedOnceMoreAndThenNot() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> anew.within(Anew.ELSEWHERE, neverDone(Duration.ZERO)))
                    .isInstanceOf(ConflictException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(tried).isEqualTo(2);
    }
}
