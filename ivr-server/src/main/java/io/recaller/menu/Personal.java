package io.recaller.menu;

import java.util.Arrays;

/**
 * What was learned from one customer: a few numbers for each topic they ever contacted about.
 * Immutable. Topics and signals stand for their places in the model that learned them.
 */
public final class Personal {
    /** Half-lives in days; the last one is for ever. */
    static final double[] HALF_LIVES = {0.25, 2, 14, 60, 1e6};

    static final int SPANS = HALF_LIVES.length;

    /** The span a customer's interests are read from. */
    static final int SIXTY_DAYS = 3;

    static final int NONE = -1;

    private static final Personal NOBODY =
            new Personal(0, 0, NONE, NONE, 0, new int[0], new int[0], new double[0]);

    final double countedAt;
    final double lastAt;
    final int last;
    final int before;
    final int contacts;
    final int[] topics;
    final int[] signals;

    /** For each pair of topic and signal one count a half-life, decayed to {@link #countedAt}. */
    final double[] counts;

    private Personal(
            double countedAt,
            double lastAt,
            int last,
            int before,
            int contacts,
            int[] topics,
            int[] signals,
            double[] counts) {
        this.countedAt = countedAt;
        this.lastAt = lastAt;
        this.last = last;
        this.before = before;
        this.contacts = contacts;
        this.topics = topics;
        this.signals = signals;
        this.counts = counts;
    }

    public static Personal nobody() {
        return NOBODY;
    }

    /** All of it, to be compared: it is worked out anew from contacts, and kept nowhere. */
    public Kept kept() {
        return new Kept(
                countedAt,
                lastAt,
                last,
                before,
                contacts,
                topics.clone(),
                signals.clone(),
                counts.clone());
    }

    boolean isNobody() {
        return topics.length == 0;
    }

    boolean has(int signal) {
        for (var its : signals) {
            if (its == signal) {
                return true;
            }
        }
        return false;
    }

    /** How the counts fade from when they were counted until an instant, by half-life. */
    double[] fading(double seconds) {
        var fading = new double[SPANS];
        for (var span = 0; span < SPANS; span++) {
            fading[span] = Decay.over(seconds - countedAt, HALF_LIVES[span]);
        }
        return fading;
    }

    /** With one more contact. One that is learned late counts as what is left of it by now. */
    Personal learned(double seconds, int topic, Signal signal) {
        var at = Math.max(seconds, countedAt);
        var place = place(topic, signal.index());
        var more = place == topics.length ? 1 : 0;
        var longer = Arrays.copyOf(counts, counts.length + more * SPANS);
        for (var span = 0; span < SPANS; span++) {
            var fading = Decay.over(at - countedAt, HALF_LIVES[span]);
            for (var i = span; i < counts.length; i += SPANS) {
                longer[i] *= fading;
            }
            longer[place * SPANS + span] += Decay.over(at - seconds, HALF_LIVES[span]);
        }
        var itsTopics = more == 0 ? topics : with(topics, topic);
        var itsSignals = more == 0 ? signals : with(signals, signal.index());
        var counted =
                new Personal(at, lastAt, last, before, contacts, itsTopics, itsSignals, longer);
        return signal.isTalk() ? counted.contacted(seconds, topic) : counted;
    }

    private Personal contacted(double seconds, int topic) {
        return seconds < lastAt
                ? new Personal(
                        countedAt, lastAt, last, before, contacts + 1, topics, signals, counts)
                : new Personal(
                        countedAt, seconds, topic, last, contacts + 1, topics, signals, counts);
    }

    private int place(int topic, int signal) {
        var place = 0;
        while (place < topics.length && (topics[place] != topic || signals[place] != signal)) {
            place++;
        }
        return place;
    }

    private static int[] with(int[] values, int value) {
        var more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = value;
        return more;
    }

    /**
     * All of it.
     *
     * @param countedAt what the counts are decayed to, seconds since 1970
     * @param lastAt start of the last interaction, seconds since 1970
     * @param last its topic's place in the model; negative when there was none
     * @param before the topic's place of the one before
     * @param contacts how many interactions
     * @param topics for each pair the topic's place
     * @param signals for each pair the signal's place
     * @param counts five a pair, by half-life
     */
    @SuppressWarnings("ArrayRecordComponent") // a row of arrays, copied on the way in and out
    public record Kept(
            double countedAt,
            double lastAt,
            int last,
            int before,
            int contacts,
            int[] topics,
            int[] signals,
            double[] counts) {
        public Kept {
            if (topics.length != signals.length || counts.length != topics.length * SPANS) {
                throw new IllegalArgumentException("one signal and five counts a topic");
            }
        }
    }
}
