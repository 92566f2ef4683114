package io.recaller.backtest.flow;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Offering;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a replay through a flow for people: a table, and what it rests on. */
public final class FlowText {
    private static final WayOfServing ALL = WayOfServing.OFFERS_AND_PREFILL;

    private FlowText() {}

    /** Lines without line ends. */
    public static List<String> of(FlowResult result) {
        var score = result.score();
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "From the answer until the task is reached: %,d calls through flow %s,"
                                + " planned at menu %s.",
                        score.calls(),
                        result.flow(),
                        result.menu().id()));
        lines.add("");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-24s %8s %8s   %s",
                        "",
                        "seconds",
                        "saving",
                        "95 % interval"));
        for (var serving : WayOfServing.values()) {
            lines.add(row(score, serving));
        }
        lines.add("");
        lines.add(together(score));
        lines.add(offers(result));
        lines.addAll(covered(result.covered()));
        lines.add(
                "Assumed: prompts last as long as their text suggests, nobody presses a wrong key,"
                        + " and a field is known once an earlier contact of the customer was about"
                        + " something for which the flow asks it.");
        lines.add(
                "Offers about requests and facts need more than a log: with them the saving may be"
                        + " larger.");
        return lines;
    }

    private static String row(FlowScore score, WayOfServing serving) {
        var seconds =
                String.format(Locale.ROOT, "%-24s %8.2f", serving.words(), score.seconds(serving));
        if (serving == WayOfServing.DESIGNER) {
            return seconds;
        }
        var saving = score.saving(serving);
        return String.format(
                Locale.ROOT,
                "%s %6.1f %%   %.1f to %.1f %%",
                seconds,
                saving.percent(),
                saving.low(),
                saving.high());
    }

    private static String together(FlowScore score) {
        var before = score.seconds(WayOfServing.DESIGNER);
        return String.format(
                Locale.ROOT,
                "With all of it callers reach their task %.2f s sooner than with the designer's"
                        + " order.",
                before - score.seconds(ALL));
    }

    private static String offers(FlowResult result) {
        var score = result.score();
        if (score.offers(ALL) > 0) {
            return String.format(
                    Locale.ROOT,
                    "Before the list a question was asked in %,d calls (%.1f %%); it was the right"
                            + " one in %,d of them (%.1f %%).",
                    score.offers(ALL),
                    100 * score.offersMade(ALL),
                    score.right(ALL),
                    100 * score.offersRight(ALL));
        }
        return result.menu().offers().stream().anyMatch(FlowText::canBeMade)
                ? "No question was worth asking before the list."
                : "No question could be asked before the list: menu "
                        + result.menu().id()
                        + " has no offer about an earlier contact that a caller with only a number"
                        + " may hear (about: contact, with a neutral text or tier: claimed).";
    }

    private static boolean canBeMade(Offering offer) {
        return offer.about() == Offering.About.CONTACT
                && (offer.neutral().isPresent() || TrustTier.CLAIMED.atLeast(offer.tier()));
    }

    private static List<String> covered(Covered covered) {
        var share =
                String.format(
                        Locale.ROOT,
                        "Options of the menu name the topics of %.1f %% of all contacts.",
                        100 * covered.share());
        return covered.topics().isEmpty()
                ? List.of(share)
                : List.of(
                        share,
                        "The rest counts as \"anything else\", most often " + covered.most() + ".");
    }
}
