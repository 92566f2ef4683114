package io.recaller.menu;

/**
 * The features of every topic in one situation, one row a feature ({@code docs/menu-planner.md} has
 * the formulas; the numbers below are how many contacts' worth of doubt each share starts with).
 */
final class Features {
    private static final double TREND_DOUBT = 5;
    private static final double LATELY_DOUBT = 10;
    private static final double HOUR_DOUBT = 50;
    private static final double WEEKDAY_DOUBT = 100;
    private static final double AFTER_DOUBT = 20;
    private static final double PAIR_DOUBT = 10;
    private static final double COMPANY_DOUBT = 5;
    private static final double COMPANY_FLOOR = 1e-6;

    /** A customer's own share starts with this many contacts that follow the transitions. */
    static final double OWN_DOUBT = 2;

    private static final int SOON = 1;

    private final int size;
    private final double[][] rows;
    private final double[] ever;
    private final double[] trend;

    /** What usually follows the last contact; the trend when there was none. */
    private double[] next;

    private double[] logsOfNext;

    /** Own counts by half-life and topic; empty for a stranger. */
    private double[][] own = {};

    private Features(Counts counts, Situation situation) {
        this.size = counts.size();
        this.rows = new double[Feature.COUNT][size];
        this.ever = shares(counts.ever());
        this.trend = new double[size];
        this.next = trend;
        this.logsOfNext = row(Feature.TREND);
        general(counts, situation.moment());
    }

    static Features of(Counts counts, AdaGrad signalWeights, Situation situation) {
        var features = new Features(counts, situation);
        if (!situation.personal().isNobody()) {
            features.personal(counts, signalWeights, situation);
        }
        return features;
    }

    double[] row(Feature feature) {
        return rows[feature.index()];
    }

    double[] next() {
        return next;
    }

    /** Own counts, weighted by signal; none for a stranger. */
    double[] own(int span) {
        return own.length == 0 ? new double[size] : own[span];
    }

    private void general(Counts counts, Moment moment) {
        var now = moment.seconds();
        var always = row(Feature.ALWAYS);
        var trends = row(Feature.TREND);
        mixed(counts.lately(2), counts.fading(2, now), ever, TREND_DOUBT, trend);
        for (var x = 0; x < size; x++) {
            always[x] = StrictMath.log(ever[x]);
            trends[x] = StrictMath.log(trend[x]);
        }
        var lately = new Prior(trend, trends, LATELY_DOUBT);
        logMixed(counts.lately(1), counts.fading(1, now), lately, trends, row(Feature.DAY));
        logMixed(counts.lately(0), counts.fading(0, now), lately, trends, row(Feature.BURST));
        var hours = new Prior(ever, always, HOUR_DOUBT);
        logMixed(counts.hour(moment.hour()), 1, hours, always, row(Feature.HOUR));
        var weekdays = new Prior(ever, always, WEEKDAY_DOUBT);
        logMixed(counts.weekday(moment.weekday()), 1, weekdays, always, row(Feature.WEEKDAY));
    }

    /** Shares that counts start with, as many contacts' worth as there is doubt; and their logs. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Prior(double[] shares, double[] logs, double doubt) {}

    /**
     * The logs of counts mixed with their prior, less another row. Where nothing was counted the
     * log is the prior's and a constant: most logarithms are saved.
     */
    private void logMixed(
            double[] counts, double scale, Prior prior, double[] less, double[] into) {
        var total = sum(counts) * scale + prior.doubt();
        var uncounted = StrictMath.log(prior.doubt() / total);
        for (var x = 0; x < size; x++) {
            var count = x < counts.length ? counts[x] * scale : 0;
            var mixed =
                    count == 0
                            ? prior.logs()[x] + uncounted
                            : StrictMath.log((count + prior.doubt() * prior.shares()[x]) / total);
            into[x] = mixed - less[x];
        }
    }

    /** Shares of counts that start with {@code doubt} contacts spread as the prior. */
    private void mixed(double[] counts, double scale, double[] prior, double doubt, double[] into) {
        var total = sum(counts) * scale + doubt;
        for (var x = 0; x < size; x++) {
            var count = x < counts.length ? counts[x] * scale : 0;
            into[x] = (count + doubt * prior[x]) / total;
        }
    }

    private void personal(Counts counts, AdaGrad signalWeights, Situation situation) {
        var who = situation.personal();
        var now = situation.moment().seconds();
        own = own(who, signalWeights, now);
        if (who.last >= 0 && who.last < size) {
            follows(counts, who, now);
        }
        own(counts);
    }

    private double[][] own(Personal who, AdaGrad signalWeights, double now) {
        var counts = new double[Personal.SPANS][size];
        var fading = who.fading(now);
        for (var i = 0; i < who.topics.length; i++) {
            var topic = who.topics[i];
            if (topic < size) {
                row(Feature.SEEN)[topic] = 1;
                for (var span = 0; span < Personal.SPANS; span++) {
                    counts[span][topic] +=
                            signalWeights.get(who.signals[i])
                                    * fading[span]
                                    * who.counts[i * Personal.SPANS + span];
                }
            }
        }
        return counts;
    }

    private void follows(Counts counts, Personal who, double now) {
        var gap = Counts.gap(now - who.lastAt);
        var trends = row(Feature.TREND);
        var logNext = new double[size];
        next = new double[size];
        mixed(counts.after(who.last, gap), 1, trend, AFTER_DOUBT, next);
        for (var x = 0; x < size; x++) {
            logNext[x] = StrictMath.log(next[x]);
            row(Feature.AFTER)[x] = logNext[x] - trends[x];
        }
        logsOfNext = logNext;
        var pairs = new Prior(next, logNext, PAIR_DOUBT);
        logMixed(counts.afterPair(who.before, who.last), 1, pairs, logNext, row(Feature.PAIR));
        row(Feature.LAST)[who.last] = 1;
        row(Feature.LAST_AND_SOON)[who.last] = gap <= SOON ? 1 : 0;
    }

    private void own(Counts counts) {
        var prior = new Prior(next, logsOfNext, OWN_DOUBT);
        for (var span = 0; span < Personal.SPANS; span++) {
            logMixed(own[span], 1, prior, row(Feature.TREND), row(Feature.OWN[span]));
        }
        company(counts);
    }

    /** The mean of what goes together with the customer's topics, each as much as it counts. */
    private void company(Counts counts) {
        var interests = own[Personal.SIXTY_DAYS];
        var total = sum(interests);
        if (total <= 0) {
            return;
        }
        var row = row(Feature.COMPANY);
        for (var topic = 0; topic < size; topic++) {
            if (interests[topic] > 0) {
                var together = counts.company(topic);
                var share = interests[topic] / total / (sum(together) + COMPANY_DOUBT);
                for (var x = 0; x < size; x++) {
                    row[x] += share * (together[x] + COMPANY_DOUBT * ever[x]);
                }
            }
        }
        for (var x = 0; x < size; x++) {
            row[x] = StrictMath.log(row[x] + COMPANY_FLOOR) - row(Feature.ALWAYS)[x];
        }
    }

    private static double[] shares(double[] counts) {
        var total = sum(counts);
        var shares = new double[counts.length];
        for (var x = 0; x < shares.length; x++) {
            shares[x] = counts[x] / total;
        }
        return shares;
    }

    /** Plainly from left to right: the same bits everywhere. */
    static double sum(double[] values) {
        var sum = 0.0;
        for (var value : values) {
            sum += value;
        }
        return sum;
    }
}
