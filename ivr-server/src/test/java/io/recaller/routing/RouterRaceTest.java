package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever waits is served or gone, once, however what happens to them falls together. */
class RouterRaceTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource({
        "20260302, 100, 6,   0",
        "20260303,  40, 2,   0",
        "20260304,  40, 3,  20",
        "20260305,  30, 6, 200",
        "20260306,  15, 2, 900",
    })
    void noContactIsLostOrGivenTwiceAndNoAgentRungTwice(
            long seed, int contacts, int agents, int longestPause) throws InterruptedException {
        try (var world = new RaceWorld(seed, contacts, longestPause)) {
            var isSettled = world.isSettledWithin(LONG, agents);

            assertThat(world.wrongs()).isEmpty();
            assertThat(isSettled).as(world::account).isTrue();
            assertThat(world.waiting()).as(world::account).isZero();
            assertThat(world.contactsAnsweredTwice()).isZero();
        }
    }
}
