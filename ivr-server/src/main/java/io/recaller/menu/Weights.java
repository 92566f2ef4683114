package io.recaller.menu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much each feature counts, learned from every contact that came through the menu: one weight
 * for everybody, an offset for customers with as long a history, a bias for each topic, a weight
 * for each kind of signal and of circumstance. Not thread-safe while it learns.
 */
final class Weights {
    static final int BUCKETS = 6;

    private static final String OF_SIGNAL = "weight.signal.";
    private static final String OF_CIRCUMSTANCE = "weight.sign.";
    private static final int[] BUCKET_FROM = {1, 2, 3, 6, 11};
    private static final double STEP = 0.1;
    private static final double BIAS_STEP = 0.05;

    /** What a circumstance is worth before anything was learned about its kind, in log-odds. */
    static final double CIRCUMSTANCE = 1.5;

    /** What an activity counts at first: a page viewed is less than a word said. */
    private static final double ACTIVITY = 0.3;

    private static final double MOST_A_SIGNAL_COUNTS = 3;

    /** Kinds of circumstances come from other systems: no more of them are told apart. */
    private static final int MOST_KINDS = 100;

    final AdaGrad shared;
    final AdaGrad[] offsets;
    final AdaGrad bias;
    final AdaGrad signals;
    final SortedMap<String, AdaGrad> circumstances;

    /** What is not used keeps the weight 0. */
    private final Set<Feature> used;

    private Weights(
            AdaGrad shared,
            AdaGrad[] offsets,
            AdaGrad bias,
            AdaGrad signals,
            SortedMap<String, AdaGrad> circumstances,
            Set<Feature> used) {
        this.used = used;
        this.shared = shared;
        this.offsets = offsets;
        this.bias = bias;
        this.signals = signals;
        this.circumstances = circumstances;
    }

    /** A sensible model of popularity and habit, before anything was learned. */
    static Weights dayOne(Set<Feature> used) {
        var shared = AdaGrad.zeros(Feature.COUNT);
        shared.set(Feature.TREND.index(), used.contains(Feature.TREND) ? 1 : 0);
        shared.set(Feature.OWN_60D.index(), used.contains(Feature.OWN_60D) ? 1 : 0);
        var offsets = new AdaGrad[BUCKETS];
        Arrays.setAll(offsets, _ -> AdaGrad.zeros(Feature.COUNT));
        return new Weights(
                shared, offsets, AdaGrad.zeros(0), firstSignals(), new TreeMap<>(), used);
    }

    Weights copy() {
        var copies = new TreeMap<String, AdaGrad>();
        circumstances.forEach((kind, weight) -> copies.put(kind, weight.copy()));
        return new Weights(
                shared.copy(),
                Arrays.stream(offsets).map(AdaGrad::copy).toArray(AdaGrad[]::new),
                bias.copy(),
                signals.copy(),
                copies,
                used);
    }

    /** Gives every row of weights its stable name. */
    void keep(Map<String, double[]> vectors) {
        vectors.put("weight.shared", shared.kept());
        for (var bucket = 0; bucket < BUCKETS; bucket++) {
            vectors.put("weight.bucket" + bucket, offsets[bucket].kept());
        }
        vectors.put("weight.bias", bias.kept());
        for (var signal = 0; signal < Signal.COUNT; signal++) {
            vectors.put(OF_SIGNAL + Signal.at(signal), signals.kept(signal));
        }
        circumstances.forEach((kind, weight) -> vectors.put(OF_CIRCUMSTANCE + kind, weight.kept()));
    }

    /** As {@link #keep} named them. */
    static Weights read(Map<String, double[]> vectors) {
        var offsets = new AdaGrad[BUCKETS];
        Arrays.setAll(offsets, bucket -> read(vectors, "weight.bucket" + bucket, Feature.COUNT));
        var circumstances = new TreeMap<String, AdaGrad>();
        vectors.forEach((name, row) -> {
            if (name.startsWith(OF_CIRCUMSTANCE)) {
                circumstances.put(name.substring(OF_CIRCUMSTANCE.length()), AdaGrad.of(row, 1));
            }
        });
        return new Weights(
                read(vectors, "weight.shared", Feature.COUNT),
                offsets,
                read(vectors, "weight.bias", 0),
                readSignals(vectors),
                circumstances,
                EnumSet.allOf(Feature.class));
    }

    /** A channel that is new since then starts as all do. */
    private static AdaGrad readSignals(Map<String, double[]> vectors) {
        var signals = firstSignals();
        for (var signal = 0; signal < Signal.COUNT; signal++) {
            var kept = vectors.get(OF_SIGNAL + Signal.at(signal));
            if (kept != null) {
                signals.read(signal, kept);
            }
        }
        return signals;
    }

    private static AdaGrad firstSignals() {
        var signals = AdaGrad.zeros(Signal.COUNT);
        for (var i = 0; i < Signal.COUNT; i++) {
            signals.set(i, Signal.at(i).isTalk() ? 1 : ACTIVITY);
        }
        return signals;
    }

    /** For people; the offsets and biases are too many to be told. */
    List<Weight> told() {
        var told = new ArrayList<Weight>();
        for (var feature : Feature.ALL) {
            var name = "feature." + feature.name().toLowerCase(Locale.ROOT);
            told.add(new Weight(name, feature.words(), shared.get(feature.index())));
        }
        var first = firstSignals();
        for (var i = 0; i < Signal.COUNT; i++) {
            if (signals.get(i) != first.get(i)) {
                var signal = Signal.at(i).toString();
                told.add(
                        new Weight("signal." + signal, signal + " against a call", signals.get(i)));
            }
        }
        circumstances.forEach((kind, weight) ->
                told.add(new Weight("sign." + kind, kind + " is there", weight.get(0))));
        return told;
    }

    private static AdaGrad read(Map<String, double[]> vectors, String name, int least) {
        var kept = vectors.get(name);
        if (kept == null) {
            throw new IllegalArgumentException("not the rows of a model: " + name + " is missing");
        }
        return AdaGrad.of(kept, least);
    }

    /** Which offsets hold for a customer with so many contacts. */
    static int bucket(int contacts) {
        var bucket = 0;
        while (bucket < BUCKET_FROM.length && contacts >= BUCKET_FROM[bucket]) {
            bucket++;
        }
        return bucket;
    }

    double of(int feature, int bucket) {
        return shared.get(feature) + offsets[bucket].get(feature);
    }

    double ofCircumstance(String kind) {
        var weight = circumstances.get(kind);
        return weight == null ? CIRCUMSTANCE : weight.get(0);
    }

    /**
     * Learns from what came: {@code missed} is for each topic what came (1 or 0) less what was
     * predicted.
     */
    void learn(Features features, Situation situation, double[] missed) {
        var bucket = bucket(situation.personal().contacts);
        learnSignals(features, situation, bucket, missed);
        for (var feature : used) {
            var gradient = dot(missed, features.row(feature));
            shared.learn(feature.index(), gradient, STEP);
            offsets[bucket].learn(feature.index(), gradient, STEP);
        }
        for (var x = 0; x < missed.length; x++) {
            bias.learn(x, missed[x], BIAS_STEP);
        }
    }

    void learnCircumstance(String kind, double gradient) {
        var weight = circumstances.get(kind);
        if (weight == null && circumstances.size() < MOST_KINDS) {
            weight = AdaGrad.zeros(1);
            weight.set(0, CIRCUMSTANCE);
            circumstances.put(kind, weight);
        }
        if (weight != null) {
            weight.learn(0, gradient, STEP);
        }
    }

    /** How the scores would have moved, had the customer's contacts on a channel counted more. */
    private void learnSignals(Features features, Situation situation, int bucket, double[] missed) {
        var who = situation.personal();
        var fading = new double[0];
        for (var signal = 0; signal < Signal.COUNT; signal++) {
            if (signal != Signal.CALL.index() && who.has(signal)) {
                fading = fading.length == 0 ? who.fading(situation.moment().seconds()) : fading;
                var gradient = 0.0;
                for (var span = 0; span < Personal.SPANS; span++) {
                    var weight = of(Feature.OWN[span].index(), bucket);
                    gradient += weight * fading[span] * pull(features, who, signal, span, missed);
                }
                signals.learn(signal, gradient, STEP);
                signals.set(signal, Math.clamp(signals.get(signal), 0, MOST_A_SIGNAL_COUNTS));
            }
        }
    }

    /** The derivative of Σ missed · log((own + doubt · next) / (Σ own + doubt)). */
    private static double pull(
            Features features, Personal who, int signal, int span, double[] missed) {
        var own = features.own(span);
        var all = Features.sum(own) + Features.OWN_DOUBT;
        var pull = 0.0;
        var total = 0.0;
        for (var i = 0; i < who.topics.length; i++) {
            var topic = who.topics[i];
            if (who.signals[i] == signal && topic < own.length) {
                var count = who.counts[i * Personal.SPANS + span];
                var mixed = own[topic] + Features.OWN_DOUBT * features.next()[topic];
                pull += missed[topic] * count / mixed;
                total += count;
            }
        }
        return pull - Features.sum(missed) * total / all;
    }

    private static double dot(double[] one, double[] other) {
        var sum = 0.0;
        for (var i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
