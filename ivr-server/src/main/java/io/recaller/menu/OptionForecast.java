package io.recaller.menu;

import io.recaller.contact.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A forecast of topics gathered by the options of one menu. An option's score is what its topics'
 * contributions are on average, each as likely as it is, and what it gains by serving several.
 */
final class OptionForecast {
    private final Forecast forecast;
    private final List<MenuOption> options;
    private final int[] optionOf;
    private final double[] probabilities;
    private final double[][] shares;

    /** How many topics lead to each option. */
    private final int[] served;

    OptionForecast(Forecast forecast, List<MenuOption> options, Predicate<Topic> possible) {
        this.forecast = forecast;
        this.options = options;
        this.optionOf = new int[forecast.size()];
        this.probabilities = new double[options.size()];
        this.shares = new double[Ground.COUNT][options.size()];
        this.served = new int[options.size()];
        var coverage = new Coverage(options);
        for (var x = 0; x < optionOf.length; x++) {
            var topic = forecast.topic(x);
            optionOf[x] = possible.test(topic) ? coverage.placeOf(topic) : Coverage.NOWHERE;
            if (optionOf[x] >= 0) {
                probabilities[optionOf[x]] += forecast.probability(x);
                served[optionOf[x]]++;
            }
        }
    }

    List<Prediction> predictions(Story story) {
        gather();
        startAlike();
        center();
        normalise();
        var predictions = new ArrayList<Prediction>(options.size());
        for (var i = 0; i < options.size(); i++) {
            var because = new Because(options, i, shares(i), story);
            predictions.add(new Prediction(options.get(i), probabilities[i], because));
        }
        return predictions;
    }

    private void gather() {
        for (var x = 0; x < optionOf.length; x++) {
            var option = optionOf[x];
            if (option >= 0 && probabilities[option] > 0) {
                var part = forecast.probability(x) / probabilities[option];
                for (var ground : Ground.ALL) {
                    shares[ground.index()][option] += part * forecast.share(ground, x);
                }
                shares[Ground.SEVERAL.index()][option] -=
                        part > 0 && part < 1 ? part * StrictMath.log(part) : 0;
            }
        }
    }

    /**
     * As long as nothing was learned an option is not wanted more for the number of topics that
     * were written to it: options start alike, not topics.
     */
    private void startAlike() {
        for (var i = 0; i < served.length; i++) {
            if (served[i] > 1 && !forecast.isLearned()) {
                probabilities[i] /= served[i];
                shares[Ground.SEVERAL.index()][i] -= StrictMath.log(served[i]);
            }
        }
    }

    /** Only differences between options count: each ground is told against its mean. */
    private void center() {
        for (var ground : shares) {
            var sum = 0.0;
            var served = 0;
            for (var i = 0; i < ground.length; i++) {
                sum += ground[i];
                served += probabilities[i] > 0 ? 1 : 0;
            }
            for (var i = 0; i < ground.length; i++) {
                ground[i] -= probabilities[i] > 0 ? sum / served : 0;
            }
        }
    }

    /** An option no topic leads to is as likely as the least likely of the others. */
    private void normalise() {
        var least = 1.0;
        for (var probability : probabilities) {
            least = probability > 0 ? Math.min(least, probability) : least;
        }
        var total = 0.0;
        for (var i = 0; i < probabilities.length; i++) {
            probabilities[i] = probabilities[i] > 0 ? probabilities[i] : least;
            total += probabilities[i];
        }
        for (var i = 0; i < probabilities.length; i++) {
            probabilities[i] /= total;
        }
    }

    private double[] shares(int option) {
        var its = new double[Ground.COUNT];
        for (var ground = 0; ground < its.length; ground++) {
            its[ground] = shares[ground][option];
        }
        return its;
    }
}
