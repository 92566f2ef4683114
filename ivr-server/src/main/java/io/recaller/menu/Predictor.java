package io.recaller.menu;

import io.recaller.contact.PastContact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The first predictor: what a caller contacted about before, fading with age, backed off to what
 * everybody contacts about lately, and that to every option alike.
 *
 * <p>Linear, so an option's probability <em>is</em> the sum of its named contributions. Pure: the
 * same arguments give the same bits on every machine. Takes O(options × history).
 */
public final class Predictor {
    /** Weight of the trend against a caller's own contacts; one fresh call weighs 1. */
    private static final double BACK_OFF = 1;

    /** Weight of "every option alike" against the trend's decayed counts. */
    private static final double SMOOTHING = 5;

    private static final Comparator<Reason> LARGEST_FIRST =
            Comparator.comparingDouble(Reason::share).reversed().thenComparing(Reason::words);

    /**
     * Predicts which option the caller wants.
     *
     * @param options in the designer's order
     * @param history in any order; contacts that are not before {@code now} do not count
     * @return one prediction per option, in the order given
     */
    public List<Prediction> predict(
            List<MenuOption> options, Trend trend, List<PastContact> history, Instant now) {
        var coverage = new Coverage(options);
        var evidence = new Evidence(options.size(), now);
        for (var contact : history) {
            var place = coverage.placeOf(contact.topic());
            if (place >= 0 && contact.at().isBefore(now)) {
                evidence.add(place, contact);
            }
        }
        return predictions(options, evidence, byPlace(trend, coverage, options.size()));
    }

    /** Summed in the topics' order: a map's own order differs from run to run, and so do sums. */
    private static double[] byPlace(Trend trend, Coverage coverage, int places) {
        var counts = new double[places];
        new TreeMap<>(trend.weights())
                .forEach((topic, weight) -> {
                    var place = coverage.placeOf(topic);
                    if (place >= 0) {
                        counts[place] += weight;
                    }
                });
        return counts;
    }

    private static List<Prediction> predictions(
            List<MenuOption> options, Evidence evidence, double[] trend) {
        var ownScale = 1 / (evidence.total() + BACK_OFF);
        var trendScale = BACK_OFF * ownScale / (sum(trend) + SMOOTHING);
        var alike = new Reason("every option has its chance", SMOOTHING / options.size());
        var predictions = new ArrayList<Prediction>();
        for (var place = 0; place < options.size(); place++) {
            var lately = new Reason("what everybody contacts about lately", trend[place]);
            var general = Stream.of(lately, alike).map(reason -> scaled(reason, trendScale));
            var reasons = Stream.concat(evidence.reasons(place, ownScale), general);
            predictions.add(prediction(options.get(place), reasons));
        }
        return List.copyOf(predictions);
    }

    private static Reason scaled(Reason reason, double scale) {
        return new Reason(reason.words(), reason.share() * scale);
    }

    private static Prediction prediction(MenuOption option, Stream<Reason> all) {
        var reasons = all.filter(reason -> reason.share() > 0).sorted(LARGEST_FIRST).toList();
        var shares = reasons.stream().mapToDouble(Reason::share).toArray();
        return new Prediction(option, sum(shares), reasons);
    }

    /** Plainly from left to right, so that anyone who adds the shares up gets the same. */
    private static double sum(double[] values) {
        var sum = 0.0;
        for (var value : values) {
            sum += value;
        }
        return sum;
    }
}
