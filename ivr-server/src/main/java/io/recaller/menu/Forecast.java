package io.recaller.menu;

import io.recaller.contact.Topic;
import java.util.List;
import java.util.function.Predicate;

/**
 * How likely a caller wants each topic, and the contributions each score is the sum of. Immutable
 * as long as nobody teaches the model it is from.
 */
public final class Forecast {
    private final List<Topic> topics;
    private final double[] probabilities;

    /** By ground and topic, in log-odds. */
    private final double[][] shares;

    private final boolean learned;

    private Forecast(
            List<Topic> topics, double[] probabilities, double[][] shares, boolean learned) {
        this.topics = topics;
        this.probabilities = probabilities;
        this.shares = shares;
        this.learned = learned;
    }

    /** The same, from a model that has learned something or nothing. */
    Forecast from(boolean something) {
        return new Forecast(topics, probabilities, shares, something);
    }

    /** Whether anything was learned; else all that is known of everybody is that topics exist. */
    boolean isLearned() {
        return learned;
    }

    static Forecast of(
            List<Topic> topics, Features features, Weights weights, Situation situation) {
        var size = features.row(Feature.ALWAYS).length;
        var shares = new double[Ground.COUNT][size];
        var bucket = Weights.bucket(situation.personal().contacts);
        for (var feature : Feature.ALL) {
            var weight = weights.of(feature.index(), bucket);
            add(weight, features.row(feature), shares[feature.ground().index()]);
        }
        for (var x = 0; x < size; x++) {
            shares[Ground.EVERYBODY.index()][x] += weights.bias.get(x);
        }
        for (var circumstance : situation.circumstances()) {
            circumstance(
                    circumstance,
                    weights.ofCircumstance(circumstance.kind()),
                    topics,
                    shares[Ground.SIGNS.index()]);
        }
        return new Forecast(topics, softmax(scores(shares, size)), shares, true);
    }

    private static void add(double weight, double[] row, double[] sums) {
        for (var x = 0; x < sums.length; x++) {
            sums[x] += weight * row[x];
        }
    }

    private static void circumstance(
            Circumstance circumstance, double weight, List<Topic> topics, double[] sums) {
        for (var x = 0; x < sums.length; x++) {
            sums[x] += circumstance.speaksFor(topics.get(x)) ? weight : 0;
        }
    }

    private static double[] scores(double[][] shares, int size) {
        var scores = new double[size];
        for (var ground : shares) {
            add(1, ground, scores);
        }
        return scores;
    }

    private static double[] softmax(double[] scores) {
        var highest = Double.NEGATIVE_INFINITY;
        for (var score : scores) {
            highest = Math.max(highest, score);
        }
        var total = 0.0;
        for (var x = 0; x < scores.length; x++) {
            scores[x] = StrictMath.exp(scores[x] - highest);
            total += scores[x];
        }
        for (var x = 0; x < scores.length; x++) {
            scores[x] /= total;
        }
        return scores;
    }

    int size() {
        return probabilities.length;
    }

    Topic topic(int x) {
        return topics.get(x);
    }

    /** 0 to 1; all topics add up to 1. */
    double probability(int x) {
        return probabilities[x];
    }

    /** What a ground adds to a topic's score, in log-odds. */
    double share(Ground ground, int x) {
        return shares[ground.index()][x];
    }

    /** The probability that the caller wants any of these topics, 0 to 1. */
    public double probability(Predicate<Topic> wanted) {
        var sum = 0.0;
        for (var x = 0; x < probabilities.length; x++) {
            sum += wanted.test(topics.get(x)) ? probabilities[x] : 0;
        }
        return Math.min(sum, 1);
    }

    /** For each topic 1 or 0, as it came, less its probability. */
    double[] missed(int came) {
        var missed = new double[probabilities.length];
        for (var x = 0; x < missed.length; x++) {
            missed[x] = (x == came ? 1 : 0) - probabilities[x];
        }
        return missed;
    }

    /**
     * How likely each option of a menu is wanted.
     *
     * @param options in the designer's order
     * @param possible the topics that can lead to this menu at all
     * @param story what the reasons are told from
     * @return one prediction an option, in the order given; they add up to 1
     */
    public List<Prediction> over(List<MenuOption> options, Predicate<Topic> possible, Story story) {
        return new OptionForecast(this, options, possible).predictions(story);
    }
}
