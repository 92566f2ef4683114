package io.recaller.routing.week;

import io.recaller.routing.estimate.WaitBand;
import io.recaller.routing.estimate.WaitForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** How a week went. */
final class Outcome {
    /** What somebody was told, and what came true. */
    record Told(Instant at, WaitForecast.Spread thought, WaitBand band, Duration truth) {
        boolean isWithinBand() {
            return truth.compareTo(Duration.ofMinutes(band.fromMinutes())) >= 0
                    && truth.compareTo(Duration.ofMinutes(band.toMinutes())) <= 0;
        }

        boolean isClose() {
            var off = thought.expected().minus(truth).abs();
            return off.compareTo(truth.dividedBy(4)) <= 0;
        }
    }

    private final List<Duration> waits = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private int abandoned;
    private int firstChoice;

    void served(Duration waited, boolean asWanted) {
        waits.add(waited);
        firstChoice += asWanted ? 1 : 0;
    }

    void gaveUp() {
        abandoned++;
    }

    void cameTrue(Told what) {
        told.add(what);
    }

    int served() {
        return waits.size();
    }

    int offered() {
        return waits.size() + abandoned;
    }

    double meanWaitSeconds() {
        return waits.stream().mapToDouble(wait -> wait.toMillis() / 1000.0).average().orElse(0);
    }

    double longWaitSeconds() {
        var sorted = new ArrayList<>(waits);
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() * 9 / 10).toSeconds();
    }

    double serviceLevel() {
        return (double) waits.stream().filter(wait -> wait.toMillis() <= 20_000).count()
                / offered();
    }

    double abandonShare() {
        return (double) abandoned / offered();
    }

    double firstChoiceShare() {
        return (double) firstChoice / waits.size();
    }

    int told() {
        return told.size();
    }

    double withinBand() {
        return share(Told::isWithinBand);
    }

    double close() {
        return share(Told::isClose);
    }

    private double share(Predicate<Told> which) {
        return told.isEmpty() ? 0 : (double) told.stream().filter(which).count() / told.size();
    }

    @Override
    public String toString() {
        return "%5d calls  wait mean %5.1f s, p90 %4.0f s  in 20 s %4.1f %%  given up %4.1f %%  first choice %4.1f %%  told %d: within the band %4.1f %%, within 25 %% %4.1f %%"
                .formatted(
                        offered(),
                        meanWaitSeconds(),
                        longWaitSeconds(),
                        100 * serviceLevel(),
                        100 * abandonShare(),
                        100 * firstChoiceShare(),
                        told(),
                        100 * withinBand(),
                        100 * close());
    }
}
