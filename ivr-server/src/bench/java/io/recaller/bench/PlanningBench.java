package io.recaller.bench;

import io.recaller.contact.history.PastContact;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Model;
import io.recaller.menu.Moment;
import io.recaller.menu.Personal;
import io.recaller.menu.Situation;
import io.recaller.menu.Story;
import io.recaller.menu.planner.Guess;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Proposal;
import io.recaller.menu.planner.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Planning one menu of nine options for a customer with 1,000 contacts: the limit is 50 µs at the
 * 99th percentile. {@code tellItInWords} is what is left out while the caller waits.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanningBench {
    private final List<MenuOption> menu = MadeUp.menu();
    private final Planner planner = new Planner(Rules.defaults());
    private final List<PastContact> history = MadeUp.history(1_000);
    private final List<String> last = menu.reversed().stream().map(MenuOption::id).toList();
    private final Proposal proposal =
            new Proposal(
                    "offer",
                    List.of(MadeUp.TOPICS.getFirst()),
                    Optional.of("option0"),
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(20),
                    "");
    private Model model = Model.of(List.of());
    private Personal personal = Personal.nobody();

    /** Once: everything a call finds ready. */
    @Setup
    public void learn() {
        model = MadeUp.taught(30_000).model();
        personal = model.personal(history);
    }

    /** Forecast, options, order, hysteresis, offer. */
    @Benchmark
    public Layout planOneMenu() {
        var moment = Moment.of(MadeUp.NOW, MadeUp.ZONE);
        var forecast = model.forecast(new Situation(moment, personal, List.of()));
        var predictions = forecast.over(menu, _ -> true, new Story(history, List.of(), MadeUp.NOW));
        var guess = new Guess(proposal, forecast.probability(MadeUp.TOPICS.getFirst()::equals));
        return planner.plan("recaller", predictions, List.of(guess), last);
    }

    /** What planning would cost if it were told in words at once. */
    @Benchmark
    public int tellItInWords() {
        return planOneMenu().options().stream().mapToInt(s -> s.reasons().size()).sum();
    }

    /** Folding the customer's contacts: done with the context, before the caller is answered. */
    @Benchmark
    public Personal foldAThousandContacts() {
        return model.personal(history);
    }
}
