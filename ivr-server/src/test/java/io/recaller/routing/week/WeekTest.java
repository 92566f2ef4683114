package io.recaller.routing.week;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two days of calls, served in three ways. */
class WeekTest {
    private static final int DAYS = 2;
    private static final int AGENTS = 42;

    @Test
    void stepsServeAsWantedAndKeepNobodyWaitingForIt() {
        var steps = play(Policy.STEPS, Optional.of(Duration.ofMinutes(1)));
        var oneQueue = play(Policy.ONE_QUEUE, Optional.empty());
        var groups = play(Policy.FIXED_GROUPS, Optional.empty());

        assertThat(steps.offered()).isEqualTo(oneQueue.offered()).isEqualTo(groups.offered());
        assertThat(steps.firstChoiceShare()).isGreaterThan(oneQueue.firstChoiceShare() + 0.2);
        assertThat(steps.meanWaitSeconds()).isLessThan(groups.meanWaitSeconds());
        assertThat(steps.told()).isGreaterThan(100);
        assertThat(steps.withinBand()).as("four of five").isGreaterThan(0.8);
        assertThat(steps.close()).as("half of them").isGreaterThan(0.5);
    }

    private static Outcome play(Policy policy, Optional<Duration> tells) {
        var population = new Population(20261126);
        var callers = population.callers(DAYS);
        return new Week(policy, callers, population.workers(AGENTS, DAYS), tells).run();
    }
}
