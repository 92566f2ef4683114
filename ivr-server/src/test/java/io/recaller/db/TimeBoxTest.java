package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeBoxTest {
    private static final Duration PLENTY = Duration.ofSeconds(10);
    private static final Duration LITTLE = Duration.ofMillis(20);

    private final TimeBox box = new TimeBox(1);
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void anAnswerInTimeIsGiven() {
        assertThat(box.within(PLENTY, () -> "here")).contains("here");
    }

    @Test
    void lateWorkIsInterruptedAndItsPlaceIsFreeAgain() {
        var interrupted = new CountDownLatch(1);

        var late = box.within(LITTLE, () -> waitUntil(never, interrupted));

        assertThat(late).isEmpty();
        assertThat(box.within(PLENTY, () -> waitUntil(interrupted, never))).contains("waited");
    }

    @Test
    void workThatDoesNotEndKeepsItsPlace() {
        var release = new CountDownLatch(1);
        box.within(LITTLE, () -> stubborn(release));

        var refused = box.within(LITTLE, () -> "never run");
        release.countDown();

        assertThat(refused).isEmpty();
        assertThat(box.within(PLENTY, () -> "free again")).contains("free again");
    }

    @Test
    void aDatabaseThatIsDownIsNoAnswer() {
        var answer =
                box.within(
                        PLENTY,
                        () -> {
                            throw new DatabaseUnavailableException("down", null);
                        });

        assertThat(answer).isEmpty();
    }

    @Test
    void aBugIsNotHidden() {
        assertThatThrownBy(() ->
                        box.within(
                                PLENTY,
                                () -> {
                                    throw new IllegalStateException("a bug");
                                }))
                .hasMessage("a bug");
    }

    private static String waitUntil(CountDownLatch latch, CountDownLatch interrupted) {
        try {
            latch.await();
            return "waited";
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw new IllegalStateException(e);
        }
    }

    /** As a database driver is: deaf to interrupts. */
    private static String stubborn(CountDownLatch release) {
        while (true) {
            try {
                release.await();
                return "at last";
            } catch (InterruptedException ignored) {
                // goes on
            }
        }
    }
}
