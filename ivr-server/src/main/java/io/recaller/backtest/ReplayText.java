package io.recaller.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The result of a replay for people: a table, what it means, what to do. */
public final class ReplayText {
    /** Less is not worth the explaining, however sure it is. */
    private static final double WORTHWHILE_PERCENT = 3;

    private ReplayText() {}

    /** Lines without line ends. */
    public static List<String> of(Result result, Terms terms) {
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%,d contacts of %,d customers; the last %,d are scored.",
                        result.contacts(),
                        result.customers(),
                        result.scored()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "Menu of %d options, %.1f s each, in the designer's order: %s",
                        result.options().size(),
                        terms.seconds(),
                        String.join(", ", result.options())));
        lines.add("");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-20s %8s %8s %8s %10s",
                        "policy",
                        "seconds",
                        "first",
                        "top two",
                        "mean rank"));
        for (var score : result.scores()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-20s %8.2f %6.1f %% %6.1f %% %10.2f",
                            score.policy(),
                            score.seconds(),
                            100 * score.top(1),
                            100 * score.top(2),
                            score.meanRank()));
        }
        lines.add("");
        lines.addAll(meaning(result));
        simplest(result).ifPresent(lines::add);
        lines.add(advice(Saving.of(result, Replay.RECALLER)));
        return lines;
    }

    private static List<String> meaning(Result result) {
        var designer = result.score(Replay.DESIGNER).seconds();
        var recaller = result.score(Replay.RECALLER).seconds();
        var saving = Saving.of(result, Replay.RECALLER);
        return List.of(
                String.format(
                        Locale.ROOT,
                        "With recaller callers hear their option after %.2f s instead of %.2f s:"
                                + " %.2f s sooner, %.1f %% (95 %% interval %.1f to %.1f %%).",
                        recaller,
                        designer,
                        designer - recaller,
                        saving.percent(),
                        saving.low(),
                        saving.high()),
                String.format(
                        Locale.ROOT,
                        "Of callers who called before, %.1f %% hear another option first than last"
                                + " time; digits never move.",
                        100 * result.changedFirstOption()),
                String.format(
                        Locale.ROOT,
                        "Its probabilities are off by %.1f percentage points on average"
                                + " (calibration error %.3f).",
                        100 * result.calibration().error(),
                        result.calibration().error()));
    }

    /** An honest word when a simple rule does as well. */
    private static Optional<String> simplest(Result result) {
        var recaller = result.score(Replay.RECALLER).seconds();
        return Stream.of(Replay.POPULARITY, Replay.MOST_RECENT, Replay.PERSONAL)
                .map(result::score)
                .min(Comparator.comparingDouble(Score::seconds))
                .filter(simple -> simple.seconds() <= recaller)
                .map(simple ->
                        String.format(
                                Locale.ROOT,
                                "On this log a simple rule, %s, does as well: %.2f s. The planner"
                                        + " needs more contacts, or there is no more to learn.",
                                simple.policy(),
                                simple.seconds()));
    }

    private static String advice(Saving saving) {
        if (saving.low() >= WORTHWHILE_PERCENT) {
            return "Switch it on: the saving is sure. Keep the control group, and read"
                    + " `recaller report menu` after a week.";
        }
        if (saving.low() > 0) {
            return "Switch it on if you like: there is a saving, but a small one. Offers and"
                    + " prefilled fields may be worth more: try --flow.";
        }
        return "Leave it off, or ask again with a longer log: on this one a saving is not shown.";
    }
}
