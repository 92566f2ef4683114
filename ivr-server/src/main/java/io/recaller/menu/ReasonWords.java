package io.recaller.menu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Why an option got its probability, in as few words as tell it. Pure. */
public final class ReasonWords {
    private static final int MOST = 3;

    /** Less moves the odds by less than a tenth. */
    private static final double LEAST = 0.1;

    private ReasonWords() {}

    /** The few that count, the largest first, and what all the others come to together. */
    public static List<String> of(List<Reason> reasons) {
        var telling =
                reasons.stream()
                        .filter(Reason::isWorthTelling)
                        .sorted(Comparator.comparingDouble(each -> -Math.abs(each.share())))
                        .toList();
        var told = (int) telling.stream().limit(MOST).filter(ReasonWords::isLarge).count();
        var shown = Math.max(told, Math.min(1, telling.size()));
        var words = new ArrayList<>(telling.stream().limit(shown).map(Reason::toString).toList());
        var rest = telling.subList(shown, telling.size());
        if (!rest.isEmpty()) {
            words.add(rest(rest));
        }
        return words;
    }

    private static boolean isLarge(Reason reason) {
        return Math.abs(reason.share()) >= LEAST;
    }

    private static String rest(List<Reason> rest) {
        return String.format(
                Locale.ROOT,
                "%d smaller %+.2f",
                rest.size(),
                rest.stream().mapToDouble(Reason::share).sum());
    }
}
