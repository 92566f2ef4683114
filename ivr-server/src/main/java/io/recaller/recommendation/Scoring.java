package io.recaller.recommendation;

import io.recaller.recommendation.Acceptances.Share;
import io.recaller.recommendation.ScoreTerm.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * How much a recommendation is worth to show: an additive model in log-odds of a yes, as the menu's
 * predictor is one, of counts that are shrunk towards what is more general (Beta prior: a group of
 * few answers says little). Pure.
 */
final class Scoring {
    /** Before anybody answered anything: one of ten. */
    private static final Share FIRST = new Share(1, 10);

    /** As many answers of a group weigh as much as what is more general. */
    private static final double PRIOR = 20;

    /** How many standard deviations above what is known a little known one is taken to be. */
    private static final double CURIOSITY = 0.5;

    private final Acceptances known;

    Scoring(Acceptances known) {
        this.known = known;
    }

    /** The parts of the score; those that add nothing are left out. */
    List<ScoreTerm> terms(Recommendation one, Prospect who) {
        var terms = new ArrayList<ScoreTerm>();
        var all = known.all();
        var everything = share(all.plus(FIRST));
        terms.add(
                new ScoreTerm(
                        Kind.EVERYTHING, "", logit(everything), all.accepted(), all.answered()));
        var itself = known.of(one.id());
        var own = shrunk(itself, everything);
        add(terms, Kind.ITSELF, "", itself, own, everything);
        who.segment()
                .ifPresent(segment -> {
                    var share = known.inSegment(one.id(), segment);
                    add(terms, Kind.SEGMENT, segment, share, shrunk(share, own), own);
                });
        for (var topic : who.topics()) {
            var share = known.about(one.id(), topic);
            add(terms, Kind.TOPIC, topic.id(), share, shrunk(share, own), own);
        }
        var doubt = 1 / Math.sqrt((itself.answered() + PRIOR) * own * (1 - own));
        terms.add(
                new ScoreTerm(
                        Kind.UNTRIED, "", CURIOSITY * doubt, itself.accepted(), itself.answered()));
        if (one.weight() != 1) {
            terms.add(new ScoreTerm(Kind.WEIGHT, "", Math.log(one.weight()), 0, 0));
        }
        return terms;
    }

    private static void add(
            List<ScoreTerm> terms, Kind kind, String of, Share share, double is, double usual) {
        if (share.answered() > 0) {
            terms.add(
                    new ScoreTerm(
                            kind,
                            of,
                            logit(is) - logit(usual),
                            share.accepted(),
                            share.answered()));
        }
    }

    private static double shrunk(Share share, double general) {
        return (share.accepted() + PRIOR * general) / (share.answered() + PRIOR);
    }

    /** Never 0 nor 1: {@link #FIRST} is in it. */
    private static double share(Share share) {
        return (double) share.accepted() / share.answered();
    }

    private static double logit(double share) {
        return Math.log(share / (1 - share));
    }
}
