package io.recaller.routing.week;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A week of a contact centre that does not exist, served in three ways: by steps, longest idle in
 * one queue, and fixed groups by topic. Nothing of what it tells depends on the machine but how
 * long it took.
 */
public final class WeekLoad {
    private static final int DAYS = Integer.getInteger("load.days", 7);
    private static final int AGENTS = 42;
    private static final long SEED = 20261126;

    private WeekLoad() {}

    /** Prints a line for each way. */
    public static void main(String[] arguments) {
        System.out.printf(
                Locale.ROOT, "a simulated week of %d days, %d agents in shifts%n", DAYS, AGENTS);
        play("steps", Policy.STEPS, Optional.of(Duration.ofMinutes(1)));
        play("longest idle in one queue", Policy.ONE_QUEUE, Optional.empty());
        play("fixed groups by topic", Policy.FIXED_GROUPS, Optional.empty());
    }

    private static void play(String what, Policy policy, Optional<Duration> tells) {
        var population = new Population(SEED);
        var callers = population.callers(DAYS);
        var began = System.nanoTime();
        var outcome = new Week(policy, callers, population.workers(AGENTS, DAYS), tells).run();
        System.out.printf(
                Locale.ROOT,
                "%-26s %s  (played in %.1f s)%n",
                what,
                outcome,
                (System.nanoTime() - began) / 1e9);
    }
}
