package io.recaller.menu;

import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The additive log-odds model of what a customer contacts about next, learned online ({@code
 * docs/menu-planner.md}): a topic's score is a weighted sum of features, its probability the
 * softmax of the scores. The same lessons in the same order give the same model to the bit, on
 * every machine.
 *
 * <p>Any number of threads may ask a model that no thread teaches: give them a {@link #copy()}.
 */
public final class Model {
    /** What comes later than this is counted, but says nothing about how well it was predicted. */
    private static final double TOO_LATE_SECONDS = 86_400;

    /**
     * Topics come from other systems: memory and time grow with the square of their number, so no
     * more are told apart.
     */
    private static final int MOST_TOPICS = 500;

    private static final Topic OTHER = new Topic("other");

    /** A share of one in ten is known to about three in a hundred from so many contacts on. */
    private static final int YOUNG = 100;

    private final List<Topic> topics;
    private final Map<Topic, Integer> places;
    private final Counts counts;
    private final Weights weights;

    private Model(List<Topic> topics, Map<Topic, Integer> places, Counts counts, Weights weights) {
        this.topics = topics;
        this.places = places;
        this.counts = counts;
        this.weights = weights;
    }

    /** A model that has learned nothing yet and knows these topics, in this order. */
    public static Model of(Collection<Topic> topics) {
        return of(topics, _ -> true);
    }

    /** The same with some of the features only: to measure what each is worth. */
    public static Model of(Collection<Topic> topics, Predicate<String> features) {
        var used = EnumSet.allOf(Feature.class);
        used.removeIf(feature -> !features.test(feature.toString()));
        var weights = Weights.dayOne(used);
        var model = new Model(new ArrayList<>(), new HashMap<>(), new Counts(), weights);
        topics.forEach(model::place);
        return model;
    }

    /** The names of the features. */
    public static List<String> features() {
        return Feature.ALL.stream().map(Feature::toString).toList();
    }

    /** As it was kept, to the bit. */
    public static Model of(Kept kept) {
        var places = new HashMap<Topic, Integer>();
        kept.topics().forEach(topic -> places.put(topic, places.size()));
        return new Model(
                new ArrayList<>(kept.topics()),
                places,
                Counts.read(kept.topics().size(), kept.vectors()),
                Weights.read(kept.vectors()));
    }

    /** All of it, to be kept. */
    public Kept kept() {
        var vectors = new TreeMap<String, double[]>();
        counts.keep(vectors);
        weights.keep(vectors);
        return new Kept(topics, vectors);
    }

    /**
     * The rows of a model.
     *
     * @param topics in the order they were first seen: their places in the vectors
     * @param vectors by name; the arrays are not copied
     */
    public record Kept(List<Topic> topics, SortedMap<String, double[]> vectors) {
        public Kept {
            topics = List.copyOf(topics);
            vectors = Collections.unmodifiableSortedMap(vectors);
        }
    }

    /** What a contact of this kind counts against a call, 0 to 3. */
    double weight(Signal signal) {
        return weights.signals.get(signal.index());
    }

    /**
     * What was learned to count how much: features, kinds of contacts that moved, circumstances
     * met.
     */
    public List<Weight> weights() {
        return weights.told();
    }

    public Model copy() {
        return new Model(
                new ArrayList<>(topics), new HashMap<>(places), counts.copy(), weights.copy());
    }

    /** A copy that knows these topics too, so that nothing a menu offers is impossible. */
    public Model knowing(Collection<Topic> more) {
        var copy = copy();
        new TreeSet<>(more).forEach(copy::add);
        return copy;
    }

    /**
     * Whether too little was learned to say what everybody contacts about: strangers then hear the
     * designer's order.
     */
    public boolean isYoung() {
        return learned() < YOUNG;
    }

    private double learned() {
        return Features.sum(counts.ever()) - topics.size();
    }

    /** In the order they were first seen. */
    public List<Topic> topics() {
        return List.copyOf(topics);
    }

    /**
     * What this model makes of a customer's contacts. Those about topics it does not know, or knows
     * under another name, are left out.
     *
     * @param newestFirst inbound interactions and activities
     */
    public Personal personal(List<PastContact> newestFirst) {
        var personal = Personal.nobody();
        for (var contact : newestFirst.reversed()) {
            var topic = places.get(known(contact.topic()));
            if (topic != null) {
                var signal = new Signal(contact.channel(), contact.nature());
                personal = personal.learned(Moment.seconds(contact.at()), topic, signal);
            }
        }
        return personal;
    }

    /** How likely each topic is, and why. */
    public Forecast forecast(Situation situation) {
        return forecast(Features.of(counts, weights.signals, situation), situation);
    }

    private Forecast forecast(Features features, Situation situation) {
        return Forecast.of(topics, features, weights, situation).from(learned() > 0);
    }

    /**
     * Learns one contact. Not thread-safe.
     *
     * @return what is known of the customer from now on
     */
    public Personal learn(Lesson lesson) {
        var topic = place(lesson.topic());
        var situation = lesson.situation();
        var seconds = situation.moment().seconds();
        if (lesson.signal().isTalk()) {
            learnTalk(lesson, topic);
        }
        return situation.personal().learned(seconds, topic, lesson.signal());
    }

    private void learnTalk(Lesson lesson, int topic) {
        var situation = lesson.situation();
        var features = Features.of(counts, weights.signals, situation);
        if (lesson.teaches() && counts.isTimely(situation.moment().seconds(), TOO_LATE_SECONDS)) {
            var missed = forecast(features, situation).missed(topic);
            situation
                    .circumstances()
                    .forEach(circumstance -> learnCircumstance(circumstance, missed));
            weights.learn(features, situation, missed);
        }
        var interests = features.own(Personal.SIXTY_DAYS);
        counts.learn(situation.moment(), situation.personal(), interests, topic);
    }

    private void learnCircumstance(Circumstance circumstance, double[] missed) {
        var gradient = 0.0;
        for (var x = 0; x < missed.length; x++) {
            gradient += circumstance.speaksFor(topics.get(x)) ? missed[x] : 0;
        }
        weights.learnCircumstance(circumstance.kind(), gradient);
    }

    /** A topic that is known under its own name; past the limit under the nearest one above it. */
    private Topic known(Topic topic) {
        if (places.containsKey(topic) || topics.size() < MOST_TOPICS) {
            return topic;
        }
        var id = topic.id();
        for (var dot = id.lastIndexOf('.'); dot > 0; dot = id.lastIndexOf('.')) {
            id = id.substring(0, dot);
            if (places.containsKey(new Topic(id))) {
                return new Topic(id);
            }
        }
        return OTHER;
    }

    private int place(Topic topic) {
        return add(known(topic));
    }

    private int add(Topic topic) {
        var known = places.get(topic);
        if (known != null) {
            return known;
        }
        topics.add(topic);
        places.put(topic, topics.size() - 1);
        counts.add();
        weights.bias.add(0);
        return topics.size() - 1;
    }
}
