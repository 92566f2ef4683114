package io.recaller.bench;

import io.recaller.contact.Channel;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The match alone, beside a look at every pair over the same worlds with the same answers: 32
 * agents of 5,000 get free at once, all others talk, and as many contacts join as are served.
 */
public final class MatchLoad {
    static final QueueName QUEUE = new QueueName("support");
    static final RoutingRules RULES =
            new RoutingRules(
                    new Capacity(Map.of(Channel.PHONE, 1)),
                    Map.of(
                            QUEUE,
                            QueueRule.endingWithAnyone(
                                    List.of(
                                            new RoutingStep.Preferred(
                                                    Preference.LAST, Duration.ofSeconds(20)),
                                            new RoutingStep.AsAsked(Duration.ofMinutes(10))))));

    private static final int AGENTS = 5_000;
    private static final int[] WAITING = {100, 1_000, 3_000, 10_000};
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration EACH = Duration.ofSeconds(2);

    private MatchLoad() {}

    /** Prints a table for contacts that often ask the same, and one for those that never do. */
    public static void run(PrintStream out) {
        for (var asks : MatchWorld.Asks.values()) {
            out.printf("The match alone, %d agents, 50 skills, %s%n", AGENTS, asks.words());
            var warm = new MatchWorld(asks, AGENTS, 1_000);
            warm.index(WARM_UP);
            warm.everyPair(WARM_UP);
            var first = 0.0;
            for (var waiting : WAITING) {
                var world = new MatchWorld(asks, AGENTS, waiting);
                var index = world.index(EACH);
                var pairs = world.everyPair(EACH);
                first = waiting == 1_000 ? index : first;
                out.printf(
                        Locale.ROOT,
                        "  %6d waiting  index %8.1f us CPU a match   every pair %8.1f us   %6.1f"
                                + " times quicker%s%n",
                        waiting,
                        index,
                        pairs,
                        pairs / index,
                        waiting <= 1_000
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        "   %.2f of 1,000 (a logarithm: %.2f)",
                                        index / first,
                                        Math.log(waiting) / Math.log(1_000)));
            }
        }
    }
}
