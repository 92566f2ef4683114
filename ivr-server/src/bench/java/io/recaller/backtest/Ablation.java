package io.recaller.backtest;

import io.recaller.backtest.log.ContactLog;
import io.recaller.backtest.log.CustomerNames;
import io.recaller.backtest.log.LogFormat;
import io.recaller.customer.handle.Handles;
import io.recaller.menu.Model;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What each feature of the predictor is worth on a log: the seconds that are lost without it, in
 * five slices of time of the scored half. {@code make ablation LOG=contacts.csv}
 */
public final class Ablation {
    private static final int SLICES = 5;
    private static final Terms TERMS =
            new Terms(9, 0.3, 0.5, Duration.ofMillis(2500), ZoneOffset.UTC);

    /** Alone each of these can be replaced by the others. */
    private static final Map<String, Set<String>> GROUPS =
            new TreeMap<>(
                    Map.of(
                            "the short own",
                            Set.of("own-6h", "own-2d"),
                            "the long own",
                            Set.of("own-14d", "own-60d", "own-ever", "seen"),
                            "everything own",
                            Set.of("own-6h", "own-2d", "own-14d", "own-60d", "own-ever", "seen"),
                            "what follows",
                            Set.of("after", "pair", "last", "last-and-soon"),
                            "what goes on",
                            Set.of("day", "burst"),
                            "the clock",
                            Set.of("hour", "weekday")));

    private Ablation() {}

    /** The log is the only argument. */
    public static void main(String[] arguments) {
        var log =
                ContactLog.read(
                        Path.of(arguments[0]),
                        new CustomerNames(new Handles("KZ")),
                        LogFormat.recognised(),
                        Instant.now(),
                        _ -> _ -> {});
        var all = slices(log, _ -> true);
        print("all features", all);
        for (var feature : Model.features()) {
            print("without " + feature, lost(log, all, Set.of(feature)));
        }
        GROUPS.forEach((name, group) -> print("without " + name, lost(log, all, group)));
    }

    private static double[] lost(ContactLog log, double[] all, Set<String> features) {
        var without = slices(log, feature -> !features.contains(feature));
        for (var slice = 0; slice < without.length; slice++) {
            without[slice] -= all[slice];
        }
        return without;
    }

    /** Mean seconds of the predictor: the whole scored half, then slice by slice. */
    private static double[] slices(ContactLog log, Predicate<String> features) {
        var result = new Replay(log, TERMS, features).run(_ -> {});
        var score = result.score(Replay.PREDICTOR);
        var sums = new double[SLICES + 1];
        sums[0] = score.seconds();
        for (var slice = 0; slice < SLICES; slice++) {
            var from = result.scored() * slice / SLICES;
            var to = result.scored() * (slice + 1) / SLICES;
            for (var i = from; i < to; i++) {
                sums[slice + 1] += score.seconds(i) / (to - from);
            }
        }
        return sums;
    }

    private static void print(String what, double[] seconds) {
        var line = new StringBuilder(String.format(Locale.ROOT, "%-24s", what));
        for (var each : seconds) {
            line.append(String.format(Locale.ROOT, " %7.3f", each));
        }
        System.out.println(line);
    }
}
