package io.recaller.bench;

import io.recaller.menu.Lesson;
import io.recaller.menu.Model;
import io.recaller.menu.Moment;
import io.recaller.menu.Personal;
import io.recaller.menu.Signal;
import io.recaller.menu.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
 * Learning one contact of a business with nine topics: the limit is 5 µs. {@code forecastOnly} is
 * the part of it that any online model has to do first.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LearningBench {
    private static final int LESSONS = 10_000;

    private final List<Lesson> lessons = new ArrayList<>();
    private Model model = Model.of(List.of());
    private int next;

    /** Once: a taught model, and what it is to learn next. */
    @Setup
    public void prepare() {
        var learner = MadeUp.taught(30_000);
        var random = new Random(23);
        model = learner.model();
        for (var i = 0; i < LESSONS; i++) {
            var customer = random.nextInt(3_000);
            var at = Moment.of(MadeUp.NOW.plus(Duration.ofMinutes(i)), MadeUp.ZONE);
            var situation = new Situation(at, learner.of(customer), List.of());
            lessons.add(new Lesson(situation, MadeUp.topic(random, customer), Signal.CALL, true));
        }
    }

    /** Features, forecast, gradients, counts. */
    @Benchmark
    public Personal learnOneContact() {
        next = (next + 1) % LESSONS;
        return model.learn(lessons.get(next));
    }

    /** The forecast alone. */
    @Benchmark
    public Object forecastOnly() {
        next = (next + 1) % LESSONS;
        return model.forecast(lessons.get(next).situation());
    }
}
