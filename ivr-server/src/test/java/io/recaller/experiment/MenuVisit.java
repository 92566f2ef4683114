package io.recaller.experiment;

import io.recaller.experiment.Material.Heard;

/** One menu in one call, however often it was read. Used by one thread. */
final class MenuVisit {
    private double heard;
    private double untilAnswer;
    private boolean answered;
    private boolean begun;
    private boolean ledAtOnce;
    private boolean offered;
    private boolean taken;
    private boolean again;
    private boolean fits;

    /** Adds the seconds to what a caller needed, wrong choices included. */
    void hears(Heard heard) {
        again |= ledAtOnce || taken;
        if (!begun) {
            begun = true;
            ledAtOnce = heard.led();
        }
        offered |= heard.offered();
        taken |= heard.isOfferTaken();
        fits |= heard.fits();
        this.heard += heard.seconds();
        if (heard.answered()) {
            answered = true;
            untilAnswer = this.heard;
        }
    }

    /** The call is over: how the menu went. */
    void ends(Clusters sums) {
        if (answered) {
            sums.add(Metric.SECONDS_TO_OPTION, untilAnswer, 1);
        }
        sums.add(Metric.FIRST_KEY_RIGHT, one(ledAtOnce && !again), 1);
        sums.add(Metric.OFFERS_MADE, one(offered), 1);
        if (offered) {
            sums.add(Metric.OFFERS_TAKEN, one(taken), 1);
            sums.add(Metric.OFFERS_RIGHT, one(taken && (fits || !again)), 1);
            sums.add(Metric.OFFERS_WRONG, one(taken && again && !fits), 1);
        }
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }
}
