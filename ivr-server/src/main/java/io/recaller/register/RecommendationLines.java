package io.recaller.register;

import io.recaller.recommendation.OutcomeState;
import io.recaller.recommendation.PastRecommendation;
import io.recaller.recommendation.ScoreTerm;
import io.recaller.register.Explanation.Happened;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was recommended, why, and what came of it, in sentences. */
final class RecommendationLines {
    private RecommendationLines() {}

    static List<Happened> of(PastRecommendation past) {
        var lines = new ArrayList<Happened>();
        lines.add(Happened.at(past.shownAt(), shown(past)));
        past.answer()
                .ifPresent(answer -> lines.add(Happened.at(answer.at(), answered(past, answer))));
        return lines;
    }

    private static String shown(PastRecommendation past) {
        var what = past.recommendation().value();
        var how =
                past.state() == OutcomeState.WITHHELD
                        ? " was not recommended, to the control group nothing is"
                        : " was recommended";
        var why =
                past.terms().stream()
                        .map(RecommendationLines::because)
                        .collect(Collectors.joining(", "));
        return what + how + (why.isEmpty() ? "" : ": " + why);
    }

    private static String answered(PastRecommendation past, PastRecommendation.Answer answer) {
        return past.recommendation().value()
                + ": "
                + past.state().slug()
                + answer.agent().map(name -> ", " + name + " says").orElse(" by the customer");
    }

    private static String because(ScoreTerm term) {
        var some = term.accepted() + " of " + term.answered() + " accepted ";
        var words =
                switch (term.kind()) {
                    case EVERYTHING -> some + "anything";
                    case ITSELF -> some + "it";
                    case SEGMENT -> some + "it in " + term.of();
                    case TOPIC -> some + "it about " + term.of();
                    case UNTRIED -> "to learn more of it";
                    case WEIGHT -> "its weight";
                };
        return words + String.format(Locale.ROOT, " %+.2f", term.adds());
    }
}
