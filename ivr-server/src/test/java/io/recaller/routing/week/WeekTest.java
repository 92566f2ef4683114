package io.recaller.routing.week;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two days of calls; the whole week is played by {@code make bench BENCH=Week}. */
class WeekTest {
    private static final int DAYS = 2;
    private static final int AGENTS = 42;

    @Test
    void stepsServeAsWantedAndKeepNobodyWaitingForIt() {
        var steps = play(Policy.STEPS, Optional.of(Duration.ofMinutes(1)));
        var oneQueue = play(Policy.ONE_QUEUE, Optional.empty());
        var groups = play(Policy.FIXED_GROUPS, Optional.empty());
        System.out.println(steps + "\n" + oneQueue + "\n" + groups);

        assertThat(steps.offered()).isEqualTo(oneQueue.offered()).isEqualTo(groups.offered());
        assertThat(steps.firstChoiceShare()).isGreaterThan(oneQueue.firstChoiceShare() + 0.2);
        assertThat(steps.meanWaitSeconds()).isLessThan(groups.meanWaitSeconds());
    }

    private static Outcome play(Policy policy, Optional<Duration> tells) {
        var population = new Population(20261126);
        var callers = population.callers(DAYS);
        return new Week(policy, callers, population.workers(AGENTS, DAYS), tells).run();
    }
}
